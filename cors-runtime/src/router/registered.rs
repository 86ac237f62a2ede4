//! What a router knows about a handler, a service or an application, whatever the type of its state.

use super::defined_at::DefinedAt;
use crate::decide::{HandlerPolicy, Serves};
use crate::policy::{Bindings, CompiledPolicies, DeclaredPolicy, Named, OriginCheck, RequestHeaders, Scope, Source};
use crate::settings::Settings;
use std::any::Any;

/// A handler, a service or an application under its policy. Its functions are compiled once.
#[derive(Clone)]
pub(super) struct Registered {
    pub(super) defined_at: DefinedAt,
    pub(super) serves: Serves,
    pub(super) policy: &'static DeclaredPolicy,
    pub(super) request_headers: RequestHeaders,
    /// What a router has bound to the policy's origins, before it was merged or nested.
    named: Option<Named>,
}

impl Registered {
    pub(super) fn new(
        defined_at: DefinedAt,
        serves: Serves,
        policy: &'static DeclaredPolicy,
        request_headers: RequestHeaders,
    ) -> Registered {
        Registered { defined_at, serves, policy, request_headers, named: None }
    }

    /// Takes the binding of its router, unless it has that of one further inside.
    pub(super) fn settle(&mut self, bindings: &mut Bindings) {
        if let (Source::Static(origins), None) = (self.policy.origins, &self.named) {
            self.named = bindings.take(origins);
        }
    }

    /// Gives the predicate its state, if it still lacks it.
    pub(super) fn bind_state(&mut self, state: &dyn Any, scope: Scope) {
        if let Some(named) = &mut self.named {
            named.bind_state(state, scope);
        }
    }

    /// What names the policy's origins, if it is bound.
    pub(super) fn named<'a>(&'a self, bindings: &'a Bindings) -> Option<&'a Named> {
        match self.policy.origins {
            Source::Static(origins) => self.named.as_ref().or_else(|| bindings.find(origins)),
            Source::Listed(_) => None,
        }
    }

    /// The binding that the policy has brought along from another router.
    pub(super) fn settled(&self) -> Option<&Named> {
        self.named.as_ref()
    }

    /// Finds out what the policy's origins are.
    pub(super) fn resolve(&self, policies: &mut CompiledPolicies) {
        if let Source::Static(origins) = self.policy.origins {
            policies.resolve(origins, self.settled());
        }
    }

    /// The policy as it decides on requests, in a router with these settings.
    pub(super) fn compiled(&self, policies: &mut CompiledPolicies, settings: &Settings) -> HandlerPolicy {
        let (policy, predicate) = policies.compile(self.policy, self.request_headers, settings, self.settled());
        HandlerPolicy {
            serves: self.serves.clone(),
            check: OriginCheck::new(policy, predicate),
            request_headers: self.request_headers,
        }
    }
}
