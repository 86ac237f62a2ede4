//! A policy together with the predicate that its origins may come from.

use super::compiled::CompiledPolicy;
use super::origin::Origin;
use super::predicate::BoundPredicate;
use super::request_info::Head;
use crate::box_future::BoxFuture;
use crate::reason::Reason;
use std::future::ready;
use std::sync::Arc;

/// All that it takes to check an origin.
#[derive(Clone)]
pub(crate) struct OriginCheck {
    pub(crate) policy: Arc<CompiledPolicy>,
    /// The predicate that is bound to the origins of the policy, once it has its state.
    pub(crate) predicate: Option<BoundPredicate>,
}

impl OriginCheck {
    pub(crate) fn new(policy: Arc<CompiledPolicy>, predicate: Option<BoundPredicate>) -> OriginCheck {
        OriginCheck { policy, predicate }
    }

    /// Calls the predicate.
    pub(crate) fn call_predicate(&self, origin: Origin, head: Head<'_>) -> BoxFuture<Result<(), Reason>> {
        match &self.predicate {
            Some(predicate) => predicate.call(origin, head),
            // Without its state, it cannot be called.
            None => Box::pin(ready(Err(Reason::PredicateFailed))),
        }
    }

    /// Whether a predicate decides that sees the requested method.
    pub(crate) fn sees_method(&self) -> bool {
        self.predicate.as_ref().is_some_and(BoundPredicate::sees_request)
    }

    /// Whether both allow the same to the same origins, so that one preflight response may list the methods of both.
    pub(crate) fn allows_same(&self, other: &OriginCheck) -> bool {
        let OriginCheck { policy, predicate } = self;
        let predicates_agree = match (predicate, &other.predicate) {
            (Some(own), Some(other)) => own.is(other),
            (None, None) => true,
            _ => false,
        };
        predicates_agree && policy.allows_same(&other.policy)
    }
}
