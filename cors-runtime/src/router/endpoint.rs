//! A handler as axum calls it: the guard, the extraction and the handler in one service with one future.

use super::guard::{Guard, GuardLayer};
use crate::handler::Handler;
use crate::policy::Policy;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use std::fmt;
use std::marker::PhantomData;
use tower_layer::Identity;

/// Where a handler is about to be routed.
#[doc(hidden)]
pub struct Routing<H, S> {
    filter: MethodFilter,
    guard: Option<Guard>,
    handler: PhantomData<fn() -> (H, S)>,
}

impl<H, S> fmt::Debug for Routing<H, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routing").field("filter", &self.filter).finish_non_exhaustive()
    }
}

impl<H, S> Routing<H, S>
where
    H: Handler,
    S: Clone + Send + Sync + 'static,
{
    pub(super) fn new(filter: MethodFilter, guard: Option<Guard>) -> Self {
        Routing { filter, guard, handler: PhantomData }
    }

    /// `serve` should have no size, so that axum's clone of it for each request allocates nothing. It takes the policy to judge
    /// by, unless a guard outside a layer does.
    pub(crate) fn served_by<F, Fut>(self, serve: F) -> MethodRouter<S>
    where
        F: Fn(Request, S, Option<&'static Policy>) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Response> + Send + 'static,
    {
        match self.guard {
            None => on(self.filter, Endpoint::<H, F, false>::new(serve)),
            // The guard of a handler is its own policy, which its type knows.
            Some(Guard::Policy(_)) => on(self.filter, Endpoint::<H, F, true>::new(serve)),
            // What a predicate says, the type does not know.
            Some(guard) => {
                on(self.filter, Endpoint::<H, F, false>::new(serve)).layer(GuardLayer { guard, layer: Identity::new() })
            }
        }
    }
}

/// A handler as axum calls it. The policy is found through the type.
struct Endpoint<H, F, const GUARDED: bool> {
    serve: F,
    handler: PhantomData<fn() -> H>,
}

impl<H, F, const GUARDED: bool> Endpoint<H, F, GUARDED> {
    fn new(serve: F) -> Self {
        Endpoint { serve, handler: PhantomData }
    }
}

impl<H, F: Clone, const GUARDED: bool> Clone for Endpoint<H, F, GUARDED> {
    fn clone(&self) -> Self {
        Endpoint::new(self.serve.clone())
    }
}

impl<H, F, Fut, S, const GUARDED: bool> axum::handler::Handler<(Fut,), S> for Endpoint<H, F, GUARDED>
where
    H: Handler,
    F: Fn(Request, S, Option<&'static Policy>) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Response> + Send + 'static,
    S: Send + 'static,
{
    type Future = Fut;

    fn call(self, request: Request, state: S) -> Fut {
        (self.serve)(request, state, GUARDED.then(H::policy))
    }
}
