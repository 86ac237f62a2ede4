//! Extraction and call, one function per number of arguments, so that expansions hold no code.

use super::Serving;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::IntoResponse;

/// Calls a handler without arguments.
#[doc(hidden)]
pub fn call_0<S, Fut>(request: Request, state: S, handler: fn() -> Fut) -> Serving
where
    Fut: Future<Output: IntoResponse> + Send + 'static,
{
    // As in axum, the request and its body live until the handler has answered no longer than extraction needs them.
    drop((request, state));
    let answer = handler();
    Box::pin(async move { answer.await.into_response() })
}

macro_rules! calls {
    ($($name:ident($($part:ident),*; $last:ident))*) => {
        $(
            /// Extracts the arguments in order, as axum does: all but the last from the head of the request.
            #[doc(hidden)]
            #[allow(non_snake_case, unused_mut, clippy::too_many_arguments)]
            pub fn $name<S, M, $($part,)* $last, Fut>(
                request: Request,
                state: S,
                handler: fn($($part,)* $last) -> Fut,
            ) -> Serving
            where
                S: Send + Sync + 'static,
                $($part: FromRequestParts<S> + Send + 'static,)*
                $last: FromRequest<S, M> + Send + 'static,
                Fut: Future<Output: IntoResponse> + Send + 'static,
            {
                let (mut parts, body) = request.into_parts();
                Box::pin(async move {
                    $(
                        let $part = match $part::from_request_parts(&mut parts, &state).await {
                            Ok(value) => value,
                            Err(rejection) => return rejection.into_response(),
                        };
                    )*
                    let request = Request::from_parts(parts, body);
                    let $last = match $last::from_request(request, &state).await {
                        Ok(value) => value,
                        Err(rejection) => return rejection.into_response(),
                    };
                    handler($($part,)* $last).await.into_response()
                })
            }
        )*
    };
}

calls! {
    call_1(; A)
    call_2(A; B)
    call_3(A, B; C)
    call_4(A, B, C; D)
    call_5(A, B, C, D; E)
    call_6(A, B, C, D, E; F)
    call_7(A, B, C, D, E, F; G)
    call_8(A, B, C, D, E, F, G; H)
    call_9(A, B, C, D, E, F, G, H; I)
    call_10(A, B, C, D, E, F, G, H, I; J)
    call_11(A, B, C, D, E, F, G, H, I, J; K)
    call_12(A, B, C, D, E, F, G, H, I, J, K; L)
    call_13(A, B, C, D, E, F, G, H, I, J, K, L; N)
    call_14(A, B, C, D, E, F, G, H, I, J, K, L, N; O)
    call_15(A, B, C, D, E, F, G, H, I, J, K, L, N, O; P)
    call_16(A, B, C, D, E, F, G, H, I, J, K, L, N, O, P; Q)
}
