//! What must be true of the response to a preflight.

use crate::ask::Answer;
use crate::cors_headers::{allows_header, has_any, has_credentials, is_readable};
use crate::tree::Policy;
use axum::http::HeaderMap;
use axum::http::header::ACCESS_CONTROL_ALLOW_HEADERS;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preflight {
    /// The policy of what serves the requested method allows the origin.
    Allowed(Policy),
    /// The policy of what serves the requested method does not allow the origin.
    Denied,
    /// Nothing under a policy serves the requested method.
    NotServed,
}

/// `ran`: whether anything inside a policy ran.
pub(crate) fn is_wrong(preflight: Preflight, answer: &Answer, headers: &HeaderMap, ran: bool) -> Option<&'static str> {
    match preflight {
        Preflight::Allowed(_) if answer.status != 204 || !is_readable(headers) => Some("the preflight must be allowed"),
        Preflight::Allowed(policy) if !is_under(policy, headers) => Some("the preflight is under another policy"),
        Preflight::Allowed(_) if ran => Some("something ran for an allowed preflight"),
        Preflight::Denied if answer.status != 403 || has_any(headers) => Some("the preflight must be denied"),
        Preflight::Denied if ran => Some("something ran for a denied preflight"),
        Preflight::NotServed if headers.contains_key(ACCESS_CONTROL_ALLOW_HEADERS) => {
            Some("the preflight of a method that nothing under a policy serves allows headers")
        }
        _ => None,
    }
}

fn is_under(policy: Policy, headers: &HeaderMap) -> bool {
    let is_own = |other: &Policy| allows_header(headers, other.header()) == (*other == policy);
    Policy::ALL.iter().all(is_own) && has_credentials(headers) == policy.has_credentials()
}
