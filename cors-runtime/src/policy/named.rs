//! The types of what an attribute names. For another type, rustc says what to write instead.
//!
//! Each function of [`Mentioned`] returns its argument. A missing trait has its own message; mismatched types do not.

use super::declared::Policy;
use super::origins::Origins;

/// Its functions are called as `<Mentioned>::function::<>(argument)`, which begins and ends with punctuation. Only that has the span of
/// what the user wrote: rustc underlines it, and an editor that looks for the definition of a name finds no other one there.
#[doc(hidden)]
#[derive(Debug)]
pub struct Mentioned;

impl Mentioned {
    #[must_use]
    pub const fn policy<P: NamedPolicy<Is = P>>(policy: &'static P) -> &'static P::Is {
        policy
    }

    #[must_use]
    pub const fn origins<O: NamedOrigins<Is = O>>(origins: &'static O) -> &'static O::Is {
        origins
    }

    #[must_use]
    pub const fn constant<T: ConstantOrigin<Is = T>>(origin: T) -> T::Is {
        origin
    }
}

#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`policy` takes a static `Policy`, but this is `{Self}`",
    label = "not a `Policy`",
    note = "declare one, `#[cors(origins = [\"https://app.example.com\"])] static NAME: handler_cors::Policy;`, and write `policy = NAME`",
    note = "for a static `Origins`, write `origins = NAME`"
)]
pub trait NamedPolicy {
    type Is: 'static;
}

#[diagnostic::do_not_recommend]
impl NamedPolicy for Policy {
    type Is = Policy;
}

#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`origins` takes a list in brackets or the path of a static `Origins`, but this is `{Self}`",
    label = "neither a list nor `Origins`",
    note = "write `origins = [NAME]` for a constant that is an origin, and `policy = NAME` for a static `Policy`",
    note = "for a function that decides on each origin, declare `#[cors(within = [\"https://*\"])] static PAGES: handler_cors::Origins;`, write `origins = PAGES`, and call `.bind_predicate(&PAGES, predicate)` on the router"
)]
pub trait NamedOrigins {
    type Is: 'static;
}

#[diagnostic::do_not_recommend]
impl NamedOrigins for Origins {
    type Is = Origins;
}

#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "elements of `origins` must be `&'static str`, but this is `{Self}`",
    label = "not a string",
    note = "write one origin for each element, as a string literal or as a constant: `const NAME: &str`",
    note = "write `concat!(...)` for `format!(...)`, and `env!(...)` for `option_env!(...)`",
    note = "for a static `Origins`, write `origins = NAME` without brackets"
)]
pub trait ConstantOrigin {
    type Is;
}

#[diagnostic::do_not_recommend]
impl ConstantOrigin for &'static str {
    type Is = &'static str;
}
