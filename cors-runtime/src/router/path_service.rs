//! The responses of a path that come from no handler: OPTIONS and 405.

use super::guard::Guard;
use super::respond::{decide_after, decide_now, empty, respond};
use crate::decide::{CorsRequest, Decision, PathPolicies, Policies, SharedPolicies};
use crate::maybe_ready::MaybeReady;
use axum::extract::Request;
use axum::response::Response;
use http::StatusCode;
use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_service::Service;

/// The responses of a path itself. It is a service, not a handler: axum would box a handler once more for each request, with
/// a state that it does not need. It is one service, not two, which would be compiled twice.
#[derive(Clone)]
pub(super) enum PathService {
    /// OPTIONS, outside all layers, prefixes and state.
    Options(Arc<PathPolicies>),
    /// Methods that no handler serves, as in axum. Where a layer has the guard, there is none here.
    NotAllowed(Option<Guard>),
}

impl Service<Request> for PathService {
    type Response = Response;
    type Error = Infallible;
    type Future = MaybeReady<Response>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match self {
            PathService::Options(path) => options(path, request),
            PathService::NotAllowed(Some(guard)) => not_allowed(guard, request),
            PathService::NotAllowed(None) => MaybeReady::ready(empty(StatusCode::METHOD_NOT_ALLOWED)),
        }
    }
}

fn options(path: &Arc<PathPolicies>, request: Request) -> MaybeReady<Response> {
    match decide_now(Policies::Path(path), CorsRequest::of(&request)) {
        Ok(decision) => MaybeReady::ready(respond(decision, path)),
        Err(undecided) => {
            let path = path.clone();
            MaybeReady::later(async move {
                let policies = SharedPolicies::Path(path.clone());
                let (decision, _) = decide_after(undecided, policies, request).await;
                respond(decision, &path)
            })
        }
    }
}

fn not_allowed(guard: &Guard, request: Request) -> MaybeReady<Response> {
    match guard.decide(CorsRequest::of(&request)) {
        Ok(decision) => MaybeReady::ready(respond_not_allowed(guard, decision)),
        Err(undecided) => {
            let guard = guard.clone();
            MaybeReady::later(async move {
                let (decision, _) = decide_after(undecided, guard.policies(), request).await;
                respond_not_allowed(&guard, decision)
            })
        }
    }
}

fn respond_not_allowed(guard: &Guard, decision: Decision) -> Response {
    guard.apply(decision).map_or_else(
        |response| *response,
        |headers| {
            let mut response = empty(StatusCode::METHOD_NOT_ALLOWED);
            headers.write(response.headers_mut());
            response
        },
    )
}
