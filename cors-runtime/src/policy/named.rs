//! The types of what an attribute names. For another type, rustc says what to write instead.
//!
//! Each function returns its argument. A missing trait has its own message; mismatched types do not.

use super::declared::Policy;
use super::origins::Origins;

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
#[must_use]
pub const fn named_policy<P: NamedPolicy<Is = P>>(policy: &'static P) -> &'static P::Is {
    policy
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
#[must_use]
pub const fn named_origins<O: NamedOrigins<Is = O>>(origins: &'static O) -> &'static O::Is {
    origins
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

#[doc(hidden)]
#[must_use]
pub const fn constant_origin<T: ConstantOrigin<Is = T>>(origin: T) -> T::Is {
    origin
}
