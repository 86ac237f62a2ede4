//! The decision on an actual request: whether it is served, and what its answer will say. No axum, no bodies.

use crate::eventual::Eventual;
use crate::gate::Gate;
use crate::policy::Policy;
use crate::prepared::Prepared;
use crate::reason::Reason;
use crate::report::{Outcome, Subject, report};
use crate::request::{Facts, OriginHeader};
use crate::response::{Grant, Stamp, Varies};
use http::{HeaderValue, Method};

/// What becomes of a request.
pub(crate) enum Verdict {
    /// Answer 403 in place of the handler: enforcement.
    Refuse(Varies),
    /// Let it be answered, then stamp the answer.
    Serve(Stamp),
}

/// Decides on a request to a method that a handler answers under this policy, which has no predicate.
pub(crate) fn judge(policy: &'static Prepared, request: Facts<'_>) -> Verdict {
    let (origin, varies) = (request.origin(), varies(policy, request.method));
    match policy.admit(&origin) {
        Some(allow_origin) => granted(policy, varies, allow_origin.clone()),
        None => {
            let enforced = is_enforced(policy, request, &origin);
            not_granted(varies, enforced, || (Subject::of(request), Reason::of_unlisted(&origin)))
        }
    }
}

/// The same, unless somebody else judges: then there is no policy.
pub(crate) fn judge_by(policy: Option<&'static Prepared>, request: Facts<'_>) -> Option<Verdict> {
    Some(judge(policy?, request))
}

/// The same where a predicate may have to be asked.
pub(crate) fn judge_at(gate: &Gate, request: Facts<'_>) -> Eventual<Verdict> {
    let policy = gate.policy;
    if !gate.has_predicate() {
        return Eventual::known(judge(policy, request));
    }
    let (origin, varies) = (request.origin(), varies(policy, request.method));
    let enforced = is_enforced(policy, request, &origin);
    let subject = Subject::of(request);
    gate.admit(&origin).map(move |answer| match answer {
        Ok(allow_origin) => granted(policy, varies, allow_origin),
        Err(reason) => not_granted(varies, enforced, || (subject, reason)),
    })
}

/// Whether the request is refused unless its origin is admitted.
#[inline]
pub(crate) fn is_enforced(policy: &Policy, request: Facts<'_>, origin: &OriginHeader<'_>) -> bool {
    policy.enforces(request.method) && request.comes_from_another_origin(origin)
}

#[inline]
fn varies(policy: &Prepared, method: &Method) -> Varies {
    if policy.is_everyone() {
        Varies::Never
    } else if policy.enforces_safe_methods() && matches!(*method, Method::GET | Method::HEAD) {
        Varies::ByFetchMetadata
    } else {
        Varies::ByOrigin
    }
}

#[inline]
fn granted(policy: &'static Prepared, varies: Varies, allow_origin: HeaderValue) -> Verdict {
    let grant = Grant { allow_origin, credentials: policy.credentials, expose: policy.expose_value.as_ref() };
    Verdict::Serve(Stamp { varies, grant: Some(grant) })
}

fn not_granted(varies: Varies, enforced: bool, explain: impl FnOnce() -> (Subject, Reason)) -> Verdict {
    report(if enforced { Outcome::Refused } else { Outcome::Hidden }, explain);
    if enforced { Verdict::Refuse(varies) } else { Verdict::Serve(Stamp { varies, grant: None }) }
}
