//! Decision, extraction, call and CORS headers, all in one future; one function per number of arguments, so that expansions
//! contain no code.

use super::super::endpoint::Routing;
use super::super::respond::{decide_in_handler, forbidden};
use super::super::state::State;
use crate::decide::{CorsRequest, ResponseHeaders, Vary};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;

/// Routes a handler without arguments.
#[doc(hidden)]
pub fn call_0<S, F, Fut>(to: Routing<S>, handler: F) -> MethodRouter<S>
where
    S: State,
    F: Fn() -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output: IntoResponse> + Send + 'static,
{
    to.served_by(move |request, state, policy| {
        let decided = decide_in_handler(policy, CorsRequest::of(&request));
        // As in axum, the request and its body are dropped once the extractors have run.
        drop((request, state));
        let handler = handler.clone();
        async move {
            if let Err(vary) = decided {
                return Ok(forbidden(vary));
            }
            Ok(with_headers(handler().await.into_response(), decided))
        }
    })
}

/// Writes the CORS headers, also on the rejection of an extractor: the page can read why.
#[inline]
fn with_headers(mut response: Response, decided: Result<Option<ResponseHeaders>, Vary>) -> Response {
    if let Ok(Some(headers)) = decided {
        headers.write(response.headers_mut());
    }
    response
}

/// Routes a handler whose arguments are the last and those before it. Extracts them in order, as axum does: all but the last
/// from the head of the request.
fn call<S, M, First, Last, F, Fut>(to: Routing<S>, handler: F) -> MethodRouter<S>
where
    S: State,
    First: FromRequestParts<S> + Send + 'static,
    Last: FromRequest<S, M> + Send + 'static,
    F: Fn(First, Last) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output: IntoResponse> + Send + 'static,
{
    to.served_by(move |request, state, policy| {
        let decided = decide_in_handler(policy, CorsRequest::of(&request));
        let handler = handler.clone();
        let (mut parts, body) = request.into_parts();
        async move {
            if let Err(vary) = decided {
                return Ok(forbidden(vary));
            }
            let response = 'responded: {
                let first = match First::from_request_parts(&mut parts, &state).await {
                    Ok(first) => first,
                    Err(rejection) => break 'responded rejection.into_response(),
                };
                let request = Request::from_parts(parts, body);
                let last = match Last::from_request(request, &state).await {
                    Ok(last) => last,
                    Err(rejection) => break 'responded rejection.into_response(),
                };
                handler(first, last).await.into_response()
            };
            Ok(with_headers(response, decided))
        }
    })
}

macro_rules! calls {
    ($($name:ident($($first:ident),*; $last:ident))*) => {
        $(
            /// Routes a handler of so many arguments.
            #[doc(hidden)]
            #[allow(non_snake_case)]
            pub fn $name<S, M, $($first,)* $last, F, Fut>(to: Routing<S>, handler: F) -> MethodRouter<S>
            where
                S: State,
                $($first: FromRequestParts<S> + Send + 'static,)*
                $last: FromRequest<S, M> + Send + 'static,
                F: Fn($($first,)* $last) -> Fut + Clone + Send + Sync + 'static,
                Fut: Future<Output: IntoResponse> + Send + 'static,
            {
                call(to, move |($($first,)*), $last| handler($($first,)* $last))
            }
        )*
    };
}

calls! {
    call_1(; T1)
    call_2(T1; T2)
    call_3(T1, T2; T3)
    call_4(T1, T2, T3; T4)
    call_5(T1, T2, T3, T4; T5)
    call_6(T1, T2, T3, T4, T5; T6)
    call_7(T1, T2, T3, T4, T5, T6; T7)
    call_8(T1, T2, T3, T4, T5, T6, T7; T8)
    call_9(T1, T2, T3, T4, T5, T6, T7, T8; T9)
    call_10(T1, T2, T3, T4, T5, T6, T7, T8, T9; T10)
    call_11(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10; T11)
    call_12(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11; T12)
    call_13(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12; T13)
    call_14(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13; T14)
    call_15(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14; T15)
    call_16(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15; T16)
}
