//! Judgement, extraction, call and CORS headers, all in one future; one function per number of arguments, so that expansions
//! hold no code.

use crate::decision::{Verdict, judge_by};
use crate::handler::State;
use crate::request::Facts;
use crate::response::refused;
use crate::router::Routing;
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
        let verdict = judge_by(policy, Facts::of(&request));
        // As in axum, the request and its body live until the handler has answered no longer than extraction needs them.
        drop((request, state));
        let handler = handler.clone();
        async move {
            if let Some(Verdict::Refuse(varies)) = verdict {
                return Ok(refused(varies));
            }
            Ok(stamped(handler().await.into_response(), verdict))
        }
    })
}

/// An answer with its CORS headers. Rejections have them too: the page is to read why.
#[inline]
fn stamped(mut response: Response, verdict: Option<Verdict>) -> Response {
    if let Some(Verdict::Serve(stamp)) = verdict {
        stamp.apply(response.headers_mut());
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
        let handler = handler.clone();
        let (mut parts, body) = request.into_parts();
        async move {
            let verdict = judge_by(policy, Facts::of_parts(&parts));
            if let Some(Verdict::Refuse(varies)) = verdict {
                return Ok(refused(varies));
            }
            let response = 'answered: {
                let first = match First::from_request_parts(&mut parts, &state).await {
                    Ok(first) => first,
                    Err(rejection) => break 'answered rejection.into_response(),
                };
                let request = Request::from_parts(parts, body);
                let last = match Last::from_request(request, &state).await {
                    Ok(last) => last,
                    Err(rejection) => break 'answered rejection.into_response(),
                };
                handler(first, last).await.into_response()
            };
            Ok(stamped(response, verdict))
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
