//! The decision on an actual request: whether it is served, and what its answer will say. No axum, no bodies.

use crate::policy::Policy;
use crate::request::Facts;
use crate::response::{Grant, Stamp};

/// What becomes of an actual request.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// Answer 403 in place of the handler: enforcement.
    Refuse,
    /// Let it be answered, then stamp the answer.
    Serve(Stamp),
}

/// Decides on a request to a method that a handler answers under this policy.
pub(crate) fn judge(policy: &'static Policy, request: Facts<'_>) -> Verdict {
    let origin = request.origin();
    let allow_origin = policy.admit(&origin);
    if allow_origin.is_none() && policy.enforces(request.method) && request.comes_from_another_origin(&origin) {
        return Verdict::Refuse;
    }
    Verdict::Serve(Stamp {
        vary: !policy.is_everyone(),
        grant: allow_origin.map(|allow_origin| Grant {
            allow_origin,
            credentials: policy.credentials(),
            expose: policy.expose(),
        }),
    })
}
