//! What a router knows about a handler, a service or an application, whatever the type of its state.

use super::defined_at::DefinedAt;
use crate::decide::{HandlerPolicy, Serves};
use crate::policy::{BoundPredicate, CompiledPolicies, DeclaredPolicy, OriginCheck, Predicate, RequestHeaders, Scope};
use crate::settings::Settings;
use std::any::{Any, TypeId, type_name};
use std::sync::Arc;

/// A handler, a service or an application under its policy. Its functions are compiled once.
#[derive(Clone)]
pub(super) struct Registered {
    pub(super) defined_at: DefinedAt,
    pub(super) serves: Serves,
    pub(super) policy: &'static DeclaredPolicy,
    pub(super) request_headers: RequestHeaders,
    predicate: Option<PredicateOf>,
}

/// The predicate of `origins = dynamic(…)`.
#[derive(Clone)]
enum PredicateOf {
    /// It has no state yet.
    Unbound(Arc<Predicate>),
    Bound(BoundPredicate),
}

impl Registered {
    /// For a router with the state `S`.
    ///
    /// # Panics
    ///
    /// If the predicate of the policy takes another state.
    #[track_caller]
    pub(super) fn new<S: 'static>(
        defined_at: DefinedAt,
        serves: Serves,
        policy: &'static DeclaredPolicy,
        request_headers: RequestHeaders,
    ) -> Registered {
        Registered::of_state(defined_at, serves, policy, request_headers, (TypeId::of::<S>(), type_name::<S>()))
    }

    #[track_caller]
    fn of_state(
        defined_at: DefinedAt,
        serves: Serves,
        policy: &'static DeclaredPolicy,
        request_headers: RequestHeaders,
        state: (TypeId, &'static str),
    ) -> Registered {
        let predicate = policy.predicate();
        if let Some(predicate) = &predicate {
            assert_fits(defined_at, predicate, state);
        }
        let predicate = predicate.map(|predicate| PredicateOf::Unbound(Arc::new(predicate)));
        Registered { defined_at, serves, policy, request_headers, predicate }
    }

    /// Gives the predicate its state, if it still lacks it.
    pub(super) fn bind(&mut self, state: &dyn Any, scope: Scope) {
        if let Some(PredicateOf::Unbound(unbound)) = &self.predicate {
            if let Some(bound) = unbound.bind(state, scope) {
                self.predicate = Some(PredicateOf::Bound(bound));
            }
        }
    }

    /// The policy as it decides on requests, in a router with these settings.
    pub(super) fn compiled(&self, policies: &mut CompiledPolicies, settings: &Settings) -> HandlerPolicy {
        let predicate = match &self.predicate {
            Some(PredicateOf::Bound(bound)) => Some(bound.clone()),
            // Without state, it needs none.
            Some(PredicateOf::Unbound(unbound)) => unbound.bind(&(), Scope::NONE),
            None => None,
        };
        HandlerPolicy {
            serves: self.serves.clone(),
            check: OriginCheck::new(policies.compile(self.policy, self.request_headers, settings), predicate),
            request_headers: self.request_headers,
        }
    }
}

/// # Panics
///
/// If the predicate takes another state than the router has.
#[track_caller]
fn assert_fits(defined_at: DefinedAt, predicate: &Predicate, (state, has): (TypeId, &str)) {
    let (name, takes) = (predicate.name(), predicate.state_name());
    assert!(
        predicate.fits(state),
        "{defined_at} takes its origins from `dynamic({name})`, and `{name}` takes `State<{takes}>`, but the state of this router \
         is `{has}`; let `{name}` take `State<{has}>`"
    );
}
