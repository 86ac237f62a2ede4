//! A handler as axum calls it: the guard, the extraction and the handler in one service with one future.

use super::guard::{Guard, GuardLayer};
use crate::policy::Policy;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use std::fmt;
use std::marker::PhantomData;
use tower_layer::Identity;

/// Where a handler is about to be routed.
#[doc(hidden)]
pub struct Routing<S> {
    filter: MethodFilter,
    guard: Option<Guard>,
    state: PhantomData<fn() -> S>,
}

impl<S> fmt::Debug for Routing<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routing").field("filter", &self.filter).finish_non_exhaustive()
    }
}

impl<S: Clone + Send + Sync + 'static> Routing<S> {
    pub(super) fn new(filter: MethodFilter, guard: Option<Guard>) -> Self {
        Routing { filter, guard, state: PhantomData }
    }

    /// `serve` takes the policy to judge by, unless a guard outside of it does.
    pub(crate) fn served_by<F, Fut>(self, serve: F) -> MethodRouter<S>
    where
        F: Fn(Request, S, Option<&'static Policy>) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Response> + Send + 'static,
    {
        match self.guard {
            None => on(self.filter, Endpoint { serve, policy: None }),
            Some(Guard::Policy(policy)) => on(self.filter, Endpoint { serve, policy: Some(policy) }),
            Some(guard) => {
                let layer = GuardLayer { guard, layer: Identity::new() };
                on(self.filter, Endpoint { serve, policy: None }).layer(layer)
            }
        }
    }
}

/// Whether there is a policy is a value, not a type: each handler would be compiled twice.
#[derive(Clone)]
struct Endpoint<F> {
    serve: F,
    policy: Option<&'static Policy>,
}

impl<F, Fut, S> axum::handler::Handler<(Fut,), S> for Endpoint<F>
where
    F: Fn(Request, S, Option<&'static Policy>) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Response> + Send + 'static,
    S: Send + 'static,
{
    type Future = Fut;

    fn call(self, request: Request, state: S) -> Fut {
        (self.serve)(request, state, self.policy)
    }
}
