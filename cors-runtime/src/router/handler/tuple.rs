//! Tuples of handlers of which no two serve the same method.

use super::super::registration::Registration;
use super::method_names::{Join, MethodFlags};
use super::{AllFit, Handler, Handlers, One};

/// A list of handlers of which no two serve the same method.
#[doc(hidden)]
pub trait Disjoint {
    type Methods;
}

impl<H: Handler> Disjoint for One<H> {
    type Methods = <H::Methods as MethodFlags>::Flags;
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
