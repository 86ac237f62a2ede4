//! A handler as axum calls it: decision, extraction and handler in one service with one future.

use super::bounds::RoutableService;
use super::guard::Guard;
use super::methods::filter;
use super::own_layer::guard_methods;
use super::state::State;
use crate::decide::Serves;
use crate::policy::OriginCheck;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{MethodRouter, any_service, on_service};
use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_service::Service;

/// Routes a handler for its methods, inside its guard. Compiled for each handler: it is as small as possible.
pub(super) fn routed<S, F, Fut>(serves: &Serves, guard: Option<Guard>, state: &S, serve: F) -> MethodRouter
where
    S: State,
    F: Fn(Request, S, Option<Arc<OriginCheck>>) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Response, Infallible>> + Send + 'static,
{
    let (check, guard) = inside(guard);
    let endpoint = Endpoint { serve, state: state.clone(), check };
    guard_methods(service_for(serves, endpoint), guard)
}

/// Routes a service for its methods, inside its guard.
pub(super) fn guarded<T: RoutableService>(serves: &Serves, guard: Option<Guard>, service: T) -> MethodRouter {
    match guard {
        None => service_for(serves, service),
        Some(guard) => service_for(serves, guard.around(service)),
    }
}

fn service_for<T: RoutableService>(serves: &Serves, service: T) -> MethodRouter {
    match serves {
        Serves::Any(_) => any_service(service),
        Serves::Methods(methods) => match filter(*methods) {
            Some(filter) => on_service(filter, service),
            None => MethodRouter::new(),
        },
    }
}

/// The policy by which the handler decides itself, or the guard outside of it.
fn inside(guard: Option<Guard>) -> (Option<Arc<OriginCheck>>, Option<Guard>) {
    match guard {
        Some(Guard::Handler(check)) => (Some(check), None),
        other => (None, other),
    }
}

/// A handler with its state. axum would keep both in a service of its own, which clones them once more for each request.
///
/// Whether there is a policy is a value, not a type: each handler would be compiled twice.
#[derive(Clone)]
struct Endpoint<F, S> {
    serve: F,
    state: S,
    check: Option<Arc<OriginCheck>>,
}

impl<F, Fut, S> Service<Request> for Endpoint<F, S>
where
    F: Fn(Request, S, Option<Arc<OriginCheck>>) -> Fut,
    Fut: Future<Output = Result<Response, Infallible>>,
    S: Clone,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Fut;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Fut {
        (self.serve)(request, self.state.clone(), self.check.clone())
    }
}
