//! Decides on requests, reports the decision, and makes the responses that come in place of a handler's.

use crate::decide::{
    Action, CorsRequest, Decision, Policies, ResponseHeaders, SharedPolicies, Undecided, Vary, decide, decide_later,
};
use crate::events::report;
use crate::policy::CompiledPolicy;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{ALLOW, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, StatusCode};

/// Decides, unless a predicate has to be called first.
// Not inlined: a decision in registers is taken apart and put together again, byte by byte.
#[inline(never)]
pub(super) fn decide_now(policies: Policies<'_>, request: CorsRequest<'_>) -> Result<Decision, Undecided> {
    let decision = decide(policies, request, &[]);
    if let Ok(decision) = &decision {
        report(request, decision);
    }
    decision
}

/// Calls the predicates and decides. Gives the request back.
pub(super) async fn decide_after(
    undecided: Undecided,
    policies: SharedPolicies,
    request: Request,
) -> (Decision, Request) {
    let (decision, request) = decide_later(policies, request, undecided).await;
    report(CorsRequest::of(&request), &decision);
    (decision, request)
}

/// Decides by the policy of a handler without a guard outside of it. `Err` is for [`forbidden`].
pub(crate) fn decide_in_handler(
    policy: &CompiledPolicy,
    request: CorsRequest<'_>,
) -> Result<Option<ResponseHeaders>, Vary> {
    // A policy with a predicate has a guard outside of the handler.
    let decision = decide(Policies::Handler(policy), request, &[]).unwrap_or_else(Undecided::rejected);
    report(request, &decision);
    match decision.action {
        Action::Serve => Ok(Some(decision.headers)),
        _ => Err(decision.headers.vary),
    }
}

/// The response to a request that the router serves itself, by the policies of its path.
pub(super) fn respond(decision: Decision, allow: Option<&HeaderValue>) -> Response {
    let (status, preflight) = match decision.action {
        Action::Preflight(status, Some(preflight)) => (status, Some(preflight)),
        Action::Options => (StatusCode::NO_CONTENT, None),
        Action::MethodNotServed => (StatusCode::METHOD_NOT_ALLOWED, None),
        Action::Preflight(_, None) | Action::Reject | Action::Serve => return forbidden(decision.headers.vary),
    };
    let mut response = empty(status);
    let headers = response.headers_mut();
    if let (None, Some(allow)) = (&preflight, allow) {
        headers.append(ALLOW, allow.clone());
    }
    decision.headers.write(headers);
    if let Some(preflight) = preflight {
        preflight.write(headers);
    }
    response
}

/// The response to what is rejected or denied. It tells a page nothing.
pub(crate) fn forbidden(vary: Vary) -> Response {
    let mut response = empty(StatusCode::FORBIDDEN);
    let mut headers = HeaderMap::with_capacity(2);
    ResponseHeaders { vary, allowed: None }.write(&mut headers);
    // axum would add it, with an allocation.
    headers.append(CONTENT_LENGTH, const { HeaderValue::from_static("0") });
    *response.headers_mut() = headers;
    response
}

/// A response without a body and without headers.
pub(super) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
