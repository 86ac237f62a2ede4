//! Decision, extraction, call and CORS headers, all in one future.

use super::respond::{decide_in_handler, empty};
use super::served::{Head, NotServed, Served};
use super::state::State;
use crate::decide::{PredicateResults, Undecided};
use crate::policy::OriginCheck;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::convert::Infallible;
use std::sync::Arc;

/// The response of a handler without arguments.
pub(super) fn respond_without_arguments<Fut>(
    call: impl FnOnce() -> Fut + Send + 'static,
    mut request: Request,
    check: Option<Arc<OriginCheck>>,
) -> impl Future<Output = Result<Response, Infallible>> + Send + 'static
where
    Fut: Future<Output: IntoResponse> + Send + 'static,
{
    // The future is small without the request, which nothing else needs.
    let decided = decide_first(check.as_deref(), &mut request);
    let waiting = matches!(decided, Err(NotServed::Undecided(_))).then(|| (check, Box::new(request)));
    async move {
        let decided = match (decided, waiting) {
            (Err(NotServed::Undecided(undecided)), Some((check, mut request))) => {
                decide_later(check.as_deref(), &mut *request, undecided).await
            }
            (decided, _) => decided,
        };
        let served = match decided {
            Ok(served) => served,
            Err(not_served) => return Ok(instead(not_served)),
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
    check: Option<Arc<OriginCheck>>,
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
        let decided = match decide_first(check.as_deref(), &mut parts) {
            Err(NotServed::Undecided(undecided)) => decide_later(check.as_deref(), &mut parts, undecided).await,
            decided => decided,
        };
        let served = match decided {
            Ok(served) => served,
            Err(not_served) => return Ok(instead(not_served)),
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

/// Without a policy, a guard outside of the handler has decided.
#[inline]
fn decide_first(check: Option<&OriginCheck>, head: &mut impl Head) -> Result<Served, NotServed> {
    match check {
        Some(check) => decide_in_handler(&check.policy, head, PredicateResults::NONE),
        None => Ok(Served::Unguarded),
    }
}

/// Decides once the predicate has been called.
async fn decide_later(
    check: Option<&OriginCheck>,
    head: &mut impl Head,
    undecided: Undecided,
) -> Result<Served, NotServed> {
    let Some(check) = check else { return Err(NotServed::Undecided(undecided)) };
    let Undecided { index, origin } = undecided;
    let result = check.call_predicate(origin, head.for_predicate()).await;
    decide_in_handler(&check.policy, head, &PredicateResults::of(index, result))
}

/// The response in place of the handler's.
#[cold]
fn instead(not_served: NotServed) -> Response {
    match not_served {
        NotServed::Responded(response) => *response,
        // A handler has one predicate, which has been called.
        NotServed::Undecided(_) => empty(StatusCode::FORBIDDEN),
    }
}

/// Writes the CORS headers, also on the rejection of an extractor: the page can read why.
#[inline]
fn finished(mut response: Response, served: Served) -> Response {
    served.finish(&mut response);
    response
}
