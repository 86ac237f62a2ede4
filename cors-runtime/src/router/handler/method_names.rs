//! The methods of a handler as a type, and the proof that two handlers serve none in common.
//!
//! The proof is in associated types rather than in a const assertion, which `cargo check` may never evaluate.
//!
//! Rustc shows the whole path of a type that is hidden from the documentation, or that is in nothing but hidden modules. So the
//! types are not hidden, and the crate has this module outside of `__private` too: messages say `GET`.

use crate::methods::MethodSet;

/// A handler's methods: the name of the only one, or a tuple of names.
#[doc(hidden)]
pub trait MethodFlags {
    type Flags: Flags;
}

/// [`Taken`] or [`Free`] for each of GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS.
#[doc(hidden)]
pub trait Flags {
    const SET: MethodSet;
}

/// The handler serves this method.
#[derive(Debug)]
pub struct Taken;

/// The handler does not serve this method.
#[derive(Debug)]
pub struct Free;

/// One of two handlers serves the method `M`, or none of them; not implemented where both do.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "two handlers of this tuple serve {M}",
    label = "a method of a path has one handler",
    note = "take `{M}` out of the `methods` of one of them, or register it on another path"
)]
pub trait Or<Other, M> {
    type Out: Flag;
}

impl<M> Or<Free, M> for Free {
    type Out = Free;
}

impl<M> Or<Taken, M> for Free {
    type Out = Taken;
}

impl<M> Or<Free, M> for Taken {
    type Out = Taken;
}

#[doc(hidden)]
pub trait Flag {
    const TAKEN: bool;
}

impl Flag for Taken {
    const TAKEN: bool = true;
}

impl Flag for Free {
    const TAKEN: bool = false;
}

/// The methods of two disjoint handlers together.
#[doc(hidden)]
pub trait Join<Other> {
    type Out: Flags;
}

macro_rules! methods {
    ($($method:ident $a:ident $b:ident: $($flag:ident)*;)*) => {
        $(
            /// The name of a method, in messages, and in expansions of handlers that serve no other.
            #[derive(Debug)]
            pub struct $method;

            impl MethodFlags for $method {
                type Flags = ($($flag,)*);
            }
        )*

        impl<$($a: Flag),*> Flags for ($($a,)*) {
            const SET: MethodSet = MethodSet::from_flags([$($a::TAKEN),*]);
        }

        impl<$($a: Or<$b, $method>, $b),*> Join<($($b,)*)> for ($($a,)*) {
            type Out = ($($a::Out,)*);
        }
    };
}

// Each method with the names of the flags that two handlers have for it, and all flags of a handler that serves no other.
methods! {
    GET     A A2: Taken Free  Free  Free  Free  Free  Free;
    HEAD    B B2: Free  Taken Free  Free  Free  Free  Free;
    POST    C C2: Free  Free  Taken Free  Free  Free  Free;
    PUT     D D2: Free  Free  Free  Taken Free  Free  Free;
    PATCH   E E2: Free  Free  Free  Free  Taken Free  Free;
    DELETE  F F2: Free  Free  Free  Free  Free  Taken Free;
    OPTIONS G G2: Free  Free  Free  Free  Free  Free  Taken;
}

/// A handler whose `methods` has an error.
impl MethodFlags for () {
    type Flags = (Free, Free, Free, Free, Free, Free, Free);
}

/// The methods of a tuple are those of its first names and of the last one.
macro_rules! tuples {
    ($(($($first:ident)*; $last:ident of $names:ty))*) => {
        $(
            impl<$($first,)* $last: MethodFlags> MethodFlags for ($($first,)* $last,)
            where
                $names: MethodFlags<Flags: Join<$last::Flags>>,
            {
                type Flags = <<$names as MethodFlags>::Flags as Join<$last::Flags>>::Out;
            }
        )*
    };
}

tuples! {
    (A; B of A)
    (A B; C of (A, B))
    (A B C; D of (A, B, C))
    (A B C D; E of (A, B, C, D))
    (A B C D E; F of (A, B, C, D, E))
    (A B C D E F; G of (A, B, C, D, E, F))
}
