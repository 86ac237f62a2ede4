//! A policy together with what it needs to decide on an origin.

use crate::eventual::Eventual;
use crate::predicate::Bound;
use crate::prepared::Prepared;
use crate::reason::Reason;
use crate::request::OriginHeader;
use http::HeaderValue;

/// A policy, and the predicate of `origins = dynamic(…)` with its state.
#[derive(Clone)]
pub(crate) struct Gate {
    pub(crate) policy: &'static Prepared,
    predicate: Option<Bound>,
}

impl Gate {
    pub(crate) fn new(policy: &'static Prepared, predicate: Option<Bound>) -> Gate {
        Gate { policy, predicate }
    }

    pub(crate) fn has_predicate(&self) -> bool {
        self.predicate.is_some()
    }

    /// The value of `Access-Control-Allow-Origin` for a request with this Origin, or why there is none.
    pub(crate) fn admit(&self, origin: &OriginHeader<'_>) -> Eventual<Result<HeaderValue, Reason>> {
        let Some(predicate) = &self.predicate else {
            return Eventual::known(self.policy.admit(origin).cloned().ok_or_else(|| Reason::of_unlisted(origin)));
        };
        predicate.ask(self.policy, origin)
    }

    /// Whether both grant the same to the same origins, so that a preflight may answer with the methods of both.
    pub(crate) fn grants_as(&self, other: &Gate) -> bool {
        let scopes_agree = match (&self.predicate, &other.predicate) {
            (Some(own), Some(other)) => own.scope == other.scope,
            (None, None) => true,
            _ => false,
        };
        scopes_agree && self.policy.grants_as(other.policy)
    }
}
