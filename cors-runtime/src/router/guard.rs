//! The policies of what is outermost on a route, and what they decide on a request.

use super::asked::Asked;
use super::respond::{decide_in_handler, decide_on};
use super::served::{NotServed, Served};
use crate::decide::{CorsRequest, PredicateResults, SharedPolicies};
use crate::policy::OriginCheck;
use axum::extract::MatchedPath;
use std::sync::Arc;

/// The policies of what is guarded. axum clones and drops it with its service for each request.
#[derive(Clone)]
pub(crate) enum Guard {
    Handler(Arc<OriginCheck>),
    Shared(Arc<Shared>),
}

/// Everything else, in one `Arc`.
pub(crate) struct Shared {
    policies: SharedPolicies,
    /// What may serve the requested method of a preflight, where no handler of the path does by its name.
    others: Vec<Other>,
    /// If there are such, and none of them does.
    not_served: SharedPolicies,
}

/// An application or a plain router.
pub(super) struct Other {
    pub(super) asked: Asked,
    /// If it serves the requested method.
    pub(super) served: SharedPolicies,
}

impl Guard {
    /// For a handler that serves some methods of its path. Preflights do not reach it.
    pub(super) fn of_handler(check: OriginCheck) -> Guard {
        Guard::Handler(Arc::new(check))
    }

    /// For what serves OPTIONS too, or methods that no handler serves.
    pub(super) fn of_path(policies: SharedPolicies, others: Vec<Other>, not_served: SharedPolicies) -> Guard {
        Guard::Shared(Arc::new(Shared { policies, others, not_served }))
    }

    /// Whether decisions depend on what others serve.
    pub(super) fn asks(&self) -> bool {
        matches!(self, Guard::Shared(shared) if !shared.others.is_empty())
    }

    /// What is done to a request that is served, and to its response.
    #[inline]
    pub(super) fn decide<B>(
        &self,
        request: &mut http::Request<B>,
        results: &PredicateResults,
    ) -> Result<Served, NotServed> {
        match self {
            Guard::Handler(check) => decide_in_handler(&check.policy, request, results),
            Guard::Shared(shared) => decide_on(
                |request| shared.policies(request).policies(),
                request,
                results,
                |request| shared.matched_path(request),
                shared.policies.path().allow.as_ref(),
            ),
        }
    }

    /// How the policy with this index checks origins, of those that decide on the request.
    pub(super) fn check(&self, index: usize, request: CorsRequest<'_>) -> Option<&OriginCheck> {
        match self {
            Guard::Handler(check) => Some(check),
            Guard::Shared(shared) => shared.policies(request).path().check(index),
        }
    }
}

impl Shared {
    /// The path of the route, where an application is called as it is: it has not matched it yet.
    fn matched_path(&self, request: CorsRequest<'_>) -> Option<MatchedPath> {
        self.others.iter().find_map(|other| other.asked.matched_path(request.method, request.uri))
    }

    fn policies(&self, request: CorsRequest<'_>) -> &SharedPolicies {
        if self.others.is_empty() {
            return &self.policies;
        }
        // Other requests than preflights tell by themselves whether they are served.
        let Some(method) = self.policies.path().method_to_look_up(request) else {
            return &self.policies;
        };
        let serving = self.others.iter().find(|other| other.asked.serves(&method, request.uri));
        serving.map_or(&self.not_served, |other| &other.served)
    }
}
