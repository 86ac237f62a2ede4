//! Tuples of handlers, and the proof that no two of them serve the same method.
//!
//! The proof is in associated types rather than in a const assertion, which `cargo check` may never evaluate.

use super::super::registration::Registration;
use super::{AllFit, Handler, Handlers, MethodFlags, One};
use crate::methods::MethodSet;

/// The handler serves this method.
#[doc(hidden)]
#[derive(Debug)]
pub struct Taken;

/// The handler does not serve this method.
#[doc(hidden)]
#[derive(Debug)]
pub struct Free;

/// The methods of handlers that serve one: a name is checked in less time than a tuple.
#[doc(hidden)]
pub(crate) mod single {
    use super::{Free, Taken};

    pub type GET = (Taken, Free, Free, Free, Free, Free);
    pub type HEAD = (Free, Taken, Free, Free, Free, Free);
    pub type POST = (Free, Free, Taken, Free, Free, Free);
    pub type PUT = (Free, Free, Free, Taken, Free, Free);
    pub type PATCH = (Free, Free, Free, Free, Taken, Free);
    pub type DELETE = (Free, Free, Free, Free, Free, Taken);
}

// Whether one of two handlers serves a method; not implemented where both do. There is a trait for each method,
// written out, because rustc would show the path of a type that names the method, and the call of a macro.

#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "two handlers of this tuple serve GET",
    label = "a method of a path has one handler",
    note = "take `GET` out of the `methods` of one of them, or register it on another path"
)]
pub trait OrGet<Other> {
    type Out: Flag;
}

impl OrGet<Free> for Free {
    type Out = Free;
}

impl OrGet<Taken> for Free {
    type Out = Taken;
}

impl OrGet<Free> for Taken {
    type Out = Taken;
}

#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "two handlers of this tuple serve HEAD",
    label = "a method of a path has one handler",
    note = "take `HEAD` out of the `methods` of one of them, or register it on another path"
)]
pub trait OrHead<Other> {
    type Out: Flag;
}

impl OrHead<Free> for Free {
    type Out = Free;
}

impl OrHead<Taken> for Free {
    type Out = Taken;
}

impl OrHead<Free> for Taken {
    type Out = Taken;
}

#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "two handlers of this tuple serve POST",
    label = "a method of a path has one handler",
    note = "take `POST` out of the `methods` of one of them, or register it on another path"
)]
pub trait OrPost<Other> {
    type Out: Flag;
}

impl OrPost<Free> for Free {
    type Out = Free;
}

impl OrPost<Taken> for Free {
    type Out = Taken;
}

impl OrPost<Free> for Taken {
    type Out = Taken;
}

#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "two handlers of this tuple serve PUT",
    label = "a method of a path has one handler",
    note = "take `PUT` out of the `methods` of one of them, or register it on another path"
)]
pub trait OrPut<Other> {
    type Out: Flag;
}

impl OrPut<Free> for Free {
    type Out = Free;
}

impl OrPut<Taken> for Free {
    type Out = Taken;
}

impl OrPut<Free> for Taken {
    type Out = Taken;
}

#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "two handlers of this tuple serve PATCH",
    label = "a method of a path has one handler",
    note = "take `PATCH` out of the `methods` of one of them, or register it on another path"
)]
pub trait OrPatch<Other> {
    type Out: Flag;
}

impl OrPatch<Free> for Free {
    type Out = Free;
}

impl OrPatch<Taken> for Free {
    type Out = Taken;
}

impl OrPatch<Free> for Taken {
    type Out = Taken;
}

#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "two handlers of this tuple serve DELETE",
    label = "a method of a path has one handler",
    note = "take `DELETE` out of the `methods` of one of them, or register it on another path"
)]
pub trait OrDelete<Other> {
    type Out: Flag;
}

impl OrDelete<Free> for Free {
    type Out = Free;
}

impl OrDelete<Taken> for Free {
    type Out = Taken;
}

impl OrDelete<Free> for Taken {
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

impl<A: Flag, B: Flag, C: Flag, D: Flag, E: Flag, F: Flag> MethodFlags for (A, B, C, D, E, F) {
    const SET: MethodSet = MethodSet::from_flags([A::TAKEN, B::TAKEN, C::TAKEN, D::TAKEN, E::TAKEN, F::TAKEN]);
}

/// The methods of two disjoint handlers together.
#[doc(hidden)]
pub trait Join<Other> {
    type Out;
}

impl<A, B, C, D, E, F, A2, B2, C2, D2, E2, F2> Join<(A2, B2, C2, D2, E2, F2)> for (A, B, C, D, E, F)
where
    A: OrGet<A2>,
    B: OrHead<B2>,
    C: OrPost<C2>,
    D: OrPut<D2>,
    E: OrPatch<E2>,
    F: OrDelete<F2>,
{
    type Out = (A::Out, B::Out, C::Out, D::Out, E::Out, F::Out);
}

/// A list of handlers of which no two serve the same method.
#[doc(hidden)]
pub trait Disjoint {
    type Methods;
}

impl<H: Handler> Disjoint for One<H> {
    type Methods = H::Methods;
}

impl<A, B> Disjoint for (A, B)
where
    A: Disjoint,
    B: Disjoint,
    A::Methods: Join<B::Methods>,
{
    type Methods = <A::Methods as Join<B::Methods>>::Out;
}

impl<A: AllFit<MA, S>, B: AllFit<MB, S>, MA, MB, S> AllFit<(MA, MB), S> for (A, B) {
    fn register(add: &mut dyn FnMut(Registration<S>)) {
        A::register(add);
        B::register(add);
    }
}

/// `list!(A, B, C)` is `(A, (B, C))`.
macro_rules! list {
    ($last:ty) => { $last };
    ($first:ty, $($rest:ty),+) => { ($first, list!($($rest),+)) };
}

macro_rules! tuples {
    ($(($($handler:ident $shape:ident),+))*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($handler: Handlers<$shape>, $shape),+> Handlers<($($shape,)+)> for ($($handler,)+) {
            type List = list!($($handler::List),+);
        })*
    };
}

tuples! {
    (A SA)
    (A SA, B SB)
    (A SA, B SB, C SC)
    (A SA, B SB, C SC, D SD)
    (A SA, B SB, C SC, D SD, E SE)
    (A SA, B SB, C SC, D SD, E SE, F SF)
    (A SA, B SB, C SC, D SD, E SE, F SF, G SG)
    (A SA, B SB, C SC, D SD, E SE, F SF, G SG, H SH)
}
