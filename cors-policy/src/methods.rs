//! Methods, and what the Fetch standard says about them.

use crate::slice::index_of_ignoring_case;

/// The methods that handlers can serve, in the order in which generated code names them. `OPTIONS` means requests
/// that are not preflights.
pub const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Methods that change nothing on the server (RFC 9110, section 9.2.1).
const SAFE: [&str; 2] = ["GET", "HEAD"];

/// Fetch, "forbidden method".
const FORBIDDEN: [&str; 3] = ["CONNECT", "TRACE", "TRACK"];

/// Whether scripts cannot send this method (Fetch, "forbidden method"), in any case.
///
/// ```
/// assert!(handler_cors_policy::is_forbidden_method("trace"));
/// ```
#[must_use]
#[inline]
pub fn is_forbidden_method(method: &str) -> bool {
    index_of_ignoring_case(method, &FORBIDDEN).is_some()
}

#[inline]
pub(crate) fn is_safe(method: &str) -> bool {
    SAFE.contains(&method)
}
