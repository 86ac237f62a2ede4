//! What a router knows about a handler, a service or an application, whatever the type of its state.

use super::defined_at::DefinedAt;
use crate::decide::{HandlerPolicy, Serves};
use crate::policy::{Bindings, CompiledPolicies, DeclaredPolicy, Named, OriginCheck, RequestHeaders, Scope, Source};
use crate::settings::Settings;
use http::StatusCode;
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
    /// What the routers say that it has been merged or nested from. Settings are its own, not its path's: other routers may share that.
    settings: Settings,
}

impl Registered {
    pub(super) fn new(
        defined_at: DefinedAt,
        serves: Serves,
        policy: &'static DeclaredPolicy,
        request_headers: RequestHeaders,
    ) -> Registered {
        Registered { defined_at, serves, policy, request_headers, named: None, settings: Settings::default() }
    }

    /// Takes the binding and the settings of its router, unless it has those of one further inside.
    pub(super) fn settle(&mut self, bindings: &mut Bindings, settings: &Settings) {
        self.settings.settle(settings);
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

    /// Its own, if it brings one along.
    pub(super) fn preflight_status(&self) -> Option<StatusCode> {
        self.settings.preflight_status
    }

    /// Its own settings, and where it has none those of the router.
    pub(super) fn settings(&self, router: &Settings) -> Settings {
        let mut settings = self.settings.clone();
        settings.settle(router);
        settings
    }

    /// The policy as it decides on requests, in a router with these settings.
    pub(super) fn compiled(&self, policies: &mut CompiledPolicies, router: &Settings) -> HandlerPolicy {
        let settings = self.settings(router);
        let (policy, predicate) = policies.compile(self.policy, self.request_headers, &settings, self.settled());
        HandlerPolicy {
            serves: self.serves.clone(),
            check: OriginCheck::new(policy, predicate),
            request_headers: self.request_headers,
        }
    }
}
