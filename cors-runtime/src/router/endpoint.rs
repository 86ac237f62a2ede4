//! A handler as axum calls it: the guard, the extraction and the handler in one service with one future.

use super::guard::{Guard, GuardLayer};
use crate::policy::Policy;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on, on_service};
use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_layer::Identity;
use tower_service::Service;

/// Where a handler is about to be routed.
#[doc(hidden)]
pub struct Routing<S> {
    filter: MethodFilter,
    guard: Option<Guard>,
    state: Option<S>,
}

impl<S> fmt::Debug for Routing<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routing").field("filter", &self.filter).finish_non_exhaustive()
    }
}

impl<S: Clone + Send + Sync + 'static> Routing<S> {
    pub(super) fn new(filter: MethodFilter, guard: Option<Guard>, state: Option<S>) -> Self {
        Routing { filter, guard, state }
    }

    /// `serve` takes the policy to judge by, unless a guard outside of it does.
    pub(crate) fn served_by<F, Fut>(self, serve: F) -> MethodRouter<S>
    where
        F: Fn(Request, S, Option<&'static Policy>) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Response, Infallible>> + Send + 'static,
    {
        let (policy, guard) = match self.guard {
            Some(Guard::Policy(policy)) => (Some(policy), None),
            other => (None, other),
        };
        let routes = match self.state {
            Some(state) => on_service(self.filter, Endpoint { serve, state, policy }),
            None => on(self.filter, Stateless(Arc::new(move |request, state| Box::pin(serve(request, state, policy))))),
        };
        match guard {
            None => routes,
            Some(guard) => routes.layer(GuardLayer { guard, layer: Identity::new() }),
        }
    }
}

/// A handler with its state. axum would keep both in a service of its own, which clones them once more for each request.
///
/// Whether there is a policy is a value, not a type: each handler would be compiled twice.
#[derive(Clone)]
struct Endpoint<F, S> {
    serve: F,
    state: S,
    policy: Option<&'static Policy>,
}

impl<F, Fut, S> Service<Request> for Endpoint<F, S>
where
    F: Fn(Request, S, Option<&'static Policy>) -> Fut,
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
        (self.serve)(request, self.state.clone(), self.policy)
    }
}

type Answering = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

/// A handler whose state axum will have: the router is embedded in another before its state is known. It is behind a pointer, so
/// that no handler is compiled a second time for this.
struct Stateless<S>(Arc<dyn Fn(Request, S) -> Answering + Send + Sync>);

impl<S> Clone for Stateless<S> {
    fn clone(&self) -> Self {
        Stateless(self.0.clone())
    }
}

impl<S: Send + 'static> Handler<(), S> for Stateless<S> {
    type Future = WithoutError;

    fn call(self, request: Request, state: S) -> WithoutError {
        WithoutError((self.0)(request, state))
    }
}

struct WithoutError(Answering);

impl Future for WithoutError {
    type Output = Response;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Response> {
        self.0.as_mut().poll(cx).map(|Ok(response)| response)
    }
}
