//! The layers that the router itself puts around routes. They are one type: each type of a layer is one more copy of axum's router in
//! a program.

use super::guard::Guard;
use super::guarded::{Guarded, GuardedFuture};
use super::respond::empty;
use axum::Router;
use axum::extract::{MatchedPath, NestedPath, Request};
use axum::response::Response;
use axum::routing::future::RouteFuture;
use axum::routing::{MethodRouter, Route};
use http::{StatusCode, Uri};
use std::convert::Infallible;
use std::task::{Context, Poll};
use tower_layer::Layer;
use tower_service::Service;

#[derive(Clone)]
pub(super) enum OwnLayer {
    Guard(Guard),
    /// Fallbacks below prefixes are routes for axum. As elsewhere, a request that no route serves has no `MatchedPath`.
    Unmatched,
    /// Keeps what axum changes for nested routers; see [`Saved`].
    Save,
    /// A 404 in the place of a route.
    NotFound,
}

/// A router with or without a guard outside of its routes.
pub(super) fn guard_router(router: Router, guard: Option<Guard>) -> Router {
    match guard {
        None => router,
        Some(guard) => router.layer(OwnLayer::Guard(guard)),
    }
}

/// [`guard_router`] for the methods of one path.
pub(super) fn guard_methods(methods: MethodRouter, guard: Option<Guard>) -> MethodRouter {
    match guard {
        None => methods,
        Some(guard) => methods.layer(OwnLayer::Guard(guard)),
    }
}

#[derive(Clone)]
pub(super) enum OwnService {
    Guarded(Guarded<Route>),
    Unmatched(Route),
    Save(Route),
    NotFound,
}

impl Layer<Route> for OwnLayer {
    type Service = OwnService;

    fn layer(&self, route: Route) -> OwnService {
        match self {
            OwnLayer::Guard(guard) => OwnService::Guarded(guard.clone().around(route)),
            OwnLayer::Unmatched => OwnService::Unmatched(route),
            OwnLayer::Save => OwnService::Save(route),
            OwnLayer::NotFound => OwnService::NotFound,
        }
    }
}

impl Service<Request> for OwnService {
    type Response = Response;
    type Error = Infallible;
    type Future = GuardedFuture<Route, RouteFuture<Infallible>>;

    /// A [`Route`] is always ready.
    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        match self {
            OwnService::Guarded(guarded) => guarded.call(request),
            OwnService::Unmatched(route) => {
                request.extensions_mut().remove::<MatchedPath>();
                GuardedFuture::unguarded(route.call(request))
            }
            OwnService::Save(route) => {
                let saved = Saved::of(&request);
                request.extensions_mut().insert(saved);
                GuardedFuture::unguarded(route.call(request))
            }
            OwnService::NotFound => GuardedFuture::responded(Box::new(empty(StatusCode::NOT_FOUND))),
        }
    }
}

/// The URI and the path of the prefix before axum nests a request.
#[derive(Clone)]
pub(super) struct Saved {
    uri: Uri,
    nested_path: Option<NestedPath>,
}

impl Saved {
    fn of(request: &Request) -> Saved {
        Saved { uri: request.uri().clone(), nested_path: request.extensions().get().cloned() }
    }

    /// Undoes what axum has changed since.
    pub(super) fn restore(request: &mut Request) {
        let Some(Saved { uri, nested_path }) = request.extensions_mut().remove() else { return };
        *request.uri_mut() = uri;
        match nested_path {
            Some(nested_path) => drop(request.extensions_mut().insert(nested_path)),
            None => drop(request.extensions_mut().remove::<NestedPath>()),
        }
    }
}
