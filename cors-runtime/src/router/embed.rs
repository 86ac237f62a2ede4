//! A fallback below a prefix in an axum router that has no fallback itself.
//!
//! axum nests such a fallback only as that of a router, and sets the URI and the path of the prefix for it. Here, the fallback is
//! built with its prefixes, layers and guard already, for the URI as it was.

use super::own_layer::{OwnLayer, Saved};
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::future::RouteFuture;
use std::convert::Infallible;
use std::task::{Context, Poll};
use tower_service::Service;

/// The fallback `router` as axum nests one below `prefix`.
pub(super) fn as_nested_fallback(prefix: &str, router: Router) -> Router {
    let fallback = Router::new().fallback_service(Restored(router));
    Router::new().without_v07_checks().nest(prefix, fallback).layer(OwnLayer::Save)
}

/// The fallback, inside the prefix.
#[derive(Clone)]
struct Restored(Router);

impl Service<Request> for Restored {
    type Response = Response;
    type Error = Infallible;
    type Future = RouteFuture<Infallible>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        <Router as Service<Request>>::poll_ready(&mut self.0, cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        Saved::restore(&mut request);
        self.0.call(request)
    }
}
