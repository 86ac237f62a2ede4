//! The arguments of a handler as a tuple: how they are extracted, and how the handler is called with them. Each is written once
//! per number of arguments, so that expansions contain no code.

use super::super::handler_future::{respond_with_arguments, respond_without_arguments};
use super::super::state::State;
use super::register::RegisterWithCorsRouter;
use crate::policy::OriginCheck;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::sync::Arc;

/// A handler as it is written, without its policy: an async fn of up to 16 arguments.
///
/// It is implemented for such functions. [`RegisterWithCorsRouter`] holds one.
pub trait Original<Arguments>: Copy + Send + Sync + 'static {
    /// What the handler returns.
    type Output: IntoResponse;

    /// The future of the handler.
    type Future: Future<Output = Self::Output> + Send + 'static;

    /// Calls the handler.
    #[doc(hidden)]
    fn call_with(self, arguments: Arguments) -> Self::Future;
}

/// Arguments that are extracted from a request and the state `S`. `M` is the marker by which the last one is extracted.
pub(super) trait Extract<M, S>: Sized {
    /// The response of a handler with these arguments.
    fn respond<F: Original<Self>>(
        original: F,
        request: Request,
        state: S,
        check: Option<Arc<OriginCheck>>,
    ) -> impl Future<Output = Result<Response, Infallible>> + Send + 'static;
}

impl<S: State> Extract<(), S> for () {
    fn respond<F: Original<()>>(
        original: F,
        request: Request,
        _state: S,
        check: Option<Arc<OriginCheck>>,
    ) -> impl Future<Output = Result<Response, Infallible>> + Send + 'static {
        respond_without_arguments(move || original.call_with(()), request, check)
    }
}

impl<F, Fut> Original<()> for F
where
    F: Fn() -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output: IntoResponse> + Send + 'static,
{
    type Output = Fut::Output;
    type Future = Fut;

    fn call_with(self, (): ()) -> Fut {
        self()
    }
}

impl<F: Original<()>, Methods> RegisterWithCorsRouter<(), F, Methods> {
    /// Calls the handler itself, without CORS: for unit tests.
    pub fn call(self) -> F::Future {
        self.original.call_with(())
    }
}

macro_rules! arguments {
    ($(($($first:ident),*; $last:ident))*) => {
        $(
            impl<S, M, $($first,)* $last> Extract<M, S> for ($($first,)* $last,)
            where
                S: State,
                $($first: FromRequestParts<S> + Send + 'static,)*
                $last: FromRequest<S, M> + Send + 'static,
            {
                fn respond<F: Original<Self>>(
                    original: F,
                    request: Request,
                    state: S,
                    check: Option<Arc<OriginCheck>>,
                ) -> impl Future<Output = Result<Response, Infallible>> + Send + 'static {
                    #[allow(non_snake_case)]
                    let call = move |($($first,)*), $last| original.call_with(($($first,)* $last,));
                    respond_with_arguments(call, request, state, check)
                }
            }

            #[allow(non_snake_case)]
            impl<F, Fut, $($first,)* $last> Original<($($first,)* $last,)> for F
            where
                F: Fn($($first,)* $last) -> Fut + Copy + Send + Sync + 'static,
                Fut: Future<Output: IntoResponse> + Send + 'static,
            {
                type Output = Fut::Output;
                type Future = Fut;

                fn call_with(self, ($($first,)* $last,): ($($first,)* $last,)) -> Fut {
                    self($($first,)* $last)
                }
            }

            #[allow(non_snake_case, clippy::too_many_arguments)]
            impl<F, Methods, $($first,)* $last> RegisterWithCorsRouter<($($first,)* $last,), F, Methods>
            where
                F: Original<($($first,)* $last,)>,
            {
                /// Calls the handler itself, without CORS: for unit tests.
                pub fn call(self, $($first: $first,)* $last: $last) -> F::Future {
                    self.original.call_with(($($first,)* $last,))
                }
            }
        )*
    };
}

arguments! {
    (; T1)
    (T1; T2)
    (T1, T2; T3)
    (T1, T2, T3; T4)
    (T1, T2, T3, T4; T5)
    (T1, T2, T3, T4, T5; T6)
    (T1, T2, T3, T4, T5, T6; T7)
    (T1, T2, T3, T4, T5, T6, T7; T8)
    (T1, T2, T3, T4, T5, T6, T7, T8; T9)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9; T10)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10; T11)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11; T12)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12; T13)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13; T14)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14; T15)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15; T16)
}
