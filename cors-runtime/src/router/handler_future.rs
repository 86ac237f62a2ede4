//! Decision, extraction, call and CORS headers, all in one future.

use super::respond::decide_in_handler;
use super::served::Served;
use super::state::State;
use crate::policy::CompiledPolicy;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::sync::Arc;

/// The response of a handler without arguments.
pub(super) fn respond_without_arguments<Fut>(
    call: impl FnOnce() -> Fut + Send + 'static,
    mut request: Request,
    policy: Option<Arc<CompiledPolicy>>,
) -> impl Future<Output = Result<Response, Infallible>> + Send + 'static
where
    Fut: Future<Output: IntoResponse> + Send + 'static,
{
    // The future is small without the request, which nothing else needs.
    let decided = match &policy {
        Some(policy) => decide_in_handler(policy, &mut request),
        None => Ok(Served::unguarded()),
    };
    drop(request);
    async move {
        let served = match decided {
            Ok(served) => served,
            Err(response) => return Ok(*response),
        };
        Ok(finished(call().await.into_response(), served))
    }
}

/// The response of a handler whose arguments are the last and those before it. Extracts them in order, as axum does: all but
/// the last from the head of the request.
pub(super) fn respond_with_arguments<First, Last, M, S, Fut>(
    call: impl FnOnce(First, Last) -> Fut + Send + 'static,
    request: Request,
    state: S,
    policy: Option<Arc<CompiledPolicy>>,
) -> impl Future<Output = Result<Response, Infallible>> + Send + 'static
where
    First: FromRequestParts<S> + Send + 'static,
    Last: FromRequest<S, M> + Send + 'static,
    S: State,
    Fut: Future<Output: IntoResponse> + Send + 'static,
{
    let (mut parts, body) = request.into_parts();
    async move {
        // Made outside, the decision would be moved into the future, which costs some 100 instructions.
        let decided = match &policy {
            Some(policy) => decide_in_handler(policy, &mut parts),
            None => Ok(Served::unguarded()),
        };
        let served = match decided {
            Ok(served) => served,
            Err(response) => return Ok(*response),
        };
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
            call(first, last).await.into_response()
        };
        Ok(finished(response, served))
    }
}

/// Writes the CORS headers, also on the rejection of an extractor: the page can read why.
#[inline]
fn finished(mut response: Response, served: Served) -> Response {
    served.finish(&mut response);
    response
}
