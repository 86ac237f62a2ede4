//! A handler or a service on its way into the router.

use super::bounds::RoutableService;
use super::defined_at::DefinedAt;
use super::endpoint;
use super::guard::Guard;
use super::guarded::GuardLayer;
use super::recipe::RouteLayer;
use super::registered::Registered;
use super::state::State;
use crate::decide::Serves;
use crate::policy::{DeclaredPolicy, Policy, RequestHeaders, declared_policy};
use axum::handler::Handler;
use axum::routing::MethodRouter;
use std::fmt;
use std::sync::Arc;

/// Makes what serves the methods of the registration, with or without a guard outside of it.
pub(super) type Make<S> = Arc<dyn Fn(Option<Guard>, &S) -> MethodRouter + Send + Sync>;

/// A handler or a service on its way into the router.
#[doc(hidden)]
pub struct Registration<S> {
    pub(super) defined_at: DefinedAt,
    pub(super) serves: Serves,
    pub(super) policy: &'static DeclaredPolicy,
    pub(super) request_headers: RequestHeaders,
    pub(super) make: Make<S>,
}

impl<S> Clone for Registration<S> {
    fn clone(&self) -> Self {
        let Registration { defined_at, serves, policy, request_headers, make } = self;
        Registration {
            defined_at: *defined_at,
            serves: serves.clone(),
            policy,
            request_headers: *request_headers,
            make: make.clone(),
        }
    }
}

impl<S: State> Registration<S> {
    /// An axum handler under a policy.
    #[track_caller]
    pub(super) fn of_handler<H, T>(policy: &'static Policy, serves: Serves, handler: H) -> Registration<S>
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let served = serves.clone();
        let make: Make<S> =
            Arc::new(move |guard, state| endpoint::guarded(&served, guard, handler.clone().with_state(state.clone())));
        Registration::under(policy, serves, DefinedAt::caller::<H>(), make)
    }

    /// A service under a policy.
    #[track_caller]
    pub(super) fn of_service<T: RoutableService>(
        policy: &'static Policy,
        serves: Serves,
        defined_at: DefinedAt,
        service: T,
    ) -> Registration<S> {
        let served = serves.clone();
        let make: Make<S> = Arc::new(move |guard, _| endpoint::guarded(&served, guard, service.clone()));
        Registration::under(policy, serves, defined_at, make)
    }

    fn under(policy: &'static Policy, serves: Serves, defined_at: DefinedAt, make: Make<S>) -> Registration<S> {
        let request_headers = RequestHeaders::UNSEEN;
        Registration { defined_at, serves, policy: declared_policy(policy), request_headers, make }
    }

    pub(super) fn registered(&self) -> Registered {
        Registered::new(self.defined_at, self.serves.clone(), self.policy, self.request_headers)
    }

    pub(super) fn layered<L: RouteLayer>(self, layer: L) -> Registration<S> {
        let inner = self.make;
        let make: Make<S> = Arc::new(move |guard, state| {
            let (routes, layer) = (inner(None, state), layer.clone());
            match guard {
                None => routes.layer(layer),
                Some(guard) => routes.layer(GuardLayer { guard, layer }),
            }
        });
        Registration { make, ..self }
    }
}

impl<S> fmt::Debug for Registration<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Registration").field(&self.defined_at).finish()
    }
}
