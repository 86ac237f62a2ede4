//! Tuples of handlers of which no two serve the same method.

use super::super::registration::Registration;
use super::method_names::{Join, MethodFlags};
use super::register::RegisterWithCorsRouter;
use super::{AllFit, Handlers};

/// A list of handlers of which no two serve the same method.
#[doc(hidden)]
pub trait Disjoint {
    type Methods;
}

impl<Arguments, F, Methods: MethodFlags> Disjoint for RegisterWithCorsRouter<Arguments, F, Methods> {
    type Methods = Methods::Flags;
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
    fn register(self, registrations: &mut Vec<Registration<S>>) {
        self.0.register(registrations);
        self.1.register(registrations);
    }
}

/// `list_type!(A, B, C)` is `(A, (B, C))`.
macro_rules! list_type {
    ($last:ty) => { $last };
    ($first:ty, $($rest:ty),+) => { ($first, list_type!($($rest),+)) };
}

/// `list!(a, b, c)` is `(a, (b, c))`.
macro_rules! list {
    ($last:expr) => { $last };
    ($first:expr, $($rest:expr),+) => { ($first, list!($($rest),+)) };
}

macro_rules! tuples {
    ($(($($handler:ident $shape:ident),+))*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($handler: Handlers<$shape>, $shape),+> Handlers<($($shape,)+)> for ($($handler,)+) {
            type List = list_type!($($handler::List),+);

            #[allow(non_snake_case)]
            fn list(self) -> Self::List {
                let ($($handler,)+) = self;
                list!($($handler.list()),+)
            }
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
