//! A handler as axum calls it: decision, extraction and handler in one service with one future.

use super::guard::{Guard, GuardLayer};
use super::methods::filter;
use super::state::State;
use crate::maybe_ready::BoxFuture;
use crate::methods::MethodSet;
use crate::policy::CompiledPolicy;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use pin_project_lite::pin_project;
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
    /// The policy, unless a guard outside of the handler decides.
    policy: Option<Arc<CompiledPolicy>>,
    state: Option<S>,
}

impl<S> fmt::Debug for Routing<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routing").field("filter", &self.filter).finish_non_exhaustive()
    }
}

impl<S: State> Routing<S> {
    /// Compiled for each handler: it is as small as possible.
    pub(crate) fn served_by<F, Fut>(self, serve: F) -> MethodRouter<S>
    where
        F: Fn(Request, S, Option<&CompiledPolicy>) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Response, Infallible>> + Send + 'static,
    {
        let Routing { filter, policy, state } = self;
        match state {
            Some(state) => MethodRouter::new().on_service(filter, Endpoint { serve, state, policy }),
            None => {
                // Expansions pass functions, which take no room: nothing leaks.
                let serve: &_ =
                    Box::leak(Box::new(move |request, state, policy: Option<&CompiledPolicy>| -> ResponseFuture {
                        Box::pin(Served { future: serve(request, state, policy) })
                    }));
                on(filter, Stateless { serve, policy })
            }
        }
    }
}

/// Routes a handler for its methods, inside its guard.
pub(super) fn routed<S>(
    methods: MethodSet,
    guard: Option<Guard>,
    state: Option<&S>,
    route: fn(Routing<S>) -> MethodRouter<S>,
) -> MethodRouter<S>
where
    S: State,
{
    let Some(filter) = filter(methods) else { return MethodRouter::new() };
    let (policy, guard) = match guard {
        Some(Guard::Policy(policy)) => (Some(policy), None),
        other => (None, other),
    };
    let routes = route(Routing { filter, policy, state: state.cloned() });
    match guard {
        None => routes,
        Some(guard) => routes.layer(GuardLayer { guard, layer: Identity::new() }),
    }
}

/// A handler with its state. axum would keep both in a service of its own, which clones them once more for each request.
///
/// Whether there is a policy is a value, not a type: each handler would be compiled twice.
#[derive(Clone)]
struct Endpoint<F, S> {
    serve: F,
    state: S,
    policy: Option<Arc<CompiledPolicy>>,
}

impl<F, Fut, S> Service<Request> for Endpoint<F, S>
where
    F: Fn(Request, S, Option<&CompiledPolicy>) -> Fut,
    Fut: Future<Output = Result<Response, Infallible>>,
    S: Clone,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Served<Fut>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Served<Fut> {
        Served { future: (self.serve)(request, self.state.clone(), self.policy.as_deref()) }
    }
}

pin_project! {
    /// The response of a handler.
    struct Served<F> {
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for Served<F> {
    type Output = F::Output;

    // There are two ways into a handler, and it would be copied into both.
    #[inline(never)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.project().future.poll(cx)
    }
}

type ResponseFuture = BoxFuture<Result<Response, Infallible>>;

/// A handler whose state axum will have: the router is embedded in another before its state is known. It is a pointer, so
/// that little is compiled for this.
struct Stateless<S: 'static> {
    serve: &'static (dyn Fn(Request, S, Option<&CompiledPolicy>) -> ResponseFuture + Send + Sync),
    policy: Option<Arc<CompiledPolicy>>,
}

impl<S> Clone for Stateless<S> {
    fn clone(&self) -> Self {
        Stateless { serve: self.serve, policy: self.policy.clone() }
    }
}

impl<S: Send + 'static> Handler<(), S> for Stateless<S> {
    type Future = WithoutError;

    fn call(self, request: Request, state: S) -> WithoutError {
        WithoutError((self.serve)(request, state, self.policy.as_deref()))
    }
}

struct WithoutError(ResponseFuture);

impl Future for WithoutError {
    type Output = Response;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Response> {
        self.0.as_mut().poll(cx).map(|Ok(response)| response)
    }
}
