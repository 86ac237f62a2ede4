//! Decisions that wait for predicates.

use super::{CorsRequest, PathPolicies, Policies, Undecided, decide};
use crate::policy::{BoundPredicate, Head, OriginCheck};
use crate::reason::Reason;
use http::Request;
use std::sync::Arc;

/// [`Policies`] that a future can keep.
#[derive(Clone)]
pub(crate) enum SharedPolicies {
    Handler(OriginCheck),
    Path(Arc<PathPolicies>),
    ByName(Arc<PathPolicies>),
}

impl SharedPolicies {
    pub(crate) fn policies(&self) -> Policies<'_> {
        match self {
            SharedPolicies::Handler(check) => Policies::Handler(&check.policy),
            SharedPolicies::Path(path) => Policies::Path(path),
            SharedPolicies::ByName(path) => Policies::ByName(path),
        }
    }

    pub(crate) fn path(&self) -> Option<&PathPolicies> {
        match self {
            SharedPolicies::Handler(_) => None,
            SharedPolicies::Path(path) | SharedPolicies::ByName(path) => Some(path),
        }
    }

    fn predicate(&self, index: usize) -> Option<&BoundPredicate> {
        match self {
            SharedPolicies::Handler(check) => check.predicate.as_ref(),
            SharedPolicies::Path(path) | SharedPolicies::ByName(path) => path.predicate(index),
        }
    }
}

/// Calls the predicates that the decision needs, one after the other and each once. Gives the request back, with their results.
pub(crate) async fn call_predicates<B>(
    policies: SharedPolicies,
    request: Request<B>,
    undecided: Undecided,
) -> (Vec<Option<Result<(), Reason>>>, Request<B>) {
    let Undecided(mut index) = undecided;
    let mut results = Vec::new();
    loop {
        let origin = CorsRequest::of(&request).parsed_origin();
        let (Some(predicate), Some(origin)) = (policies.predicate(index), origin) else {
            return (results, request);
        };
        let result = predicate.call(origin, Head::of(&request)).await;
        if results.len() <= index {
            results.resize(index + 1, None);
        }
        results[index] = Some(result);
        match decide(policies.policies(), CorsRequest::of(&request), &results) {
            Ok(_) => return (results, request),
            Err(Undecided(next)) => index = next,
        }
    }
}
