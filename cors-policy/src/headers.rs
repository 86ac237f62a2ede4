//! Header names, and what the Fetch standard says about them.

use crate::slice::{contains, index_of_ignoring_case, part};
use crate::text::Text;

/// Fetch, "forbidden request-header", without the prefixes.
const FORBIDDEN_IN_REQUESTS: [&str; 21] = [
    "accept-charset",
    "accept-encoding",
    "access-control-request-headers",
    "access-control-request-method",
    "connection",
    "content-length",
    "cookie",
    "cookie2",
    "date",
    "dnt",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "referer",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];

const FORBIDDEN_PREFIXES: [&str; 2] = ["proxy-", "sec-"];

/// The response headers of the CORS protocol (Fetch, section "HTTP responses").
///
/// ```
/// assert!(handler_cors_policy::CORS_RESPONSE_HEADERS.contains(&"access-control-allow-origin"));
/// ```
pub const CORS_RESPONSE_HEADERS: [&str; 6] = [
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
];

/// The request headers of the CORS protocol (Fetch, section "HTTP requests").
const CORS_REQUEST_HEADERS: [&str; 3] = ["access-control-request-headers", "access-control-request-method", "origin"];

/// Fetch, "forbidden response-header name".
const FORBIDDEN_IN_RESPONSES: [&str; 2] = ["set-cookie", "set-cookie2"];

/// Fetch, "CORS-safelisted response-header name".
const SAFELISTED_IN_RESPONSES: [&str; 7] =
    ["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"];

/// Whether scripts of every allowed origin can read this response header without its being exposed (Fetch,
/// "CORS-safelisted response-header name"), in any case.
///
/// ```
/// assert!(handler_cors_policy::is_safelisted_response_header("Content-Type"));
/// assert!(!handler_cors_policy::is_safelisted_response_header("x-total-count"));
/// ```
#[must_use]
#[inline]
pub fn is_safelisted_response_header(name: &str) -> bool {
    is_among(name, &SAFELISTED_IN_RESPONSES)
}

/// Whether scripts cannot read this response header, even if it is exposed (Fetch, "forbidden response-header name"),
/// in any case.
///
/// ```
/// assert!(handler_cors_policy::is_forbidden_response_header("Set-Cookie"));
/// ```
#[must_use]
#[inline]
pub const fn is_forbidden_response_header(name: &str) -> bool {
    is_among(name, &FORBIDDEN_IN_RESPONSES)
}

/// Whether scripts cannot set this request header, whatever its value (Fetch, "forbidden request-header"), in any case.
///
/// ```
/// assert!(handler_cors_policy::is_forbidden_request_header("Cookie"));
/// assert!(handler_cors_policy::is_forbidden_request_header("Sec-Fetch-Site"));
/// assert!(!handler_cors_policy::is_forbidden_request_header("Authorization"));
/// ```
#[must_use]
pub const fn is_forbidden_request_header(name: &str) -> bool {
    is_among(name, &FORBIDDEN_IN_REQUESTS) || has_prefix_among(name, &FORBIDDEN_PREFIXES)
}

/// Whether a policy can allow this request header by name, so that scripts can set it.
///
/// ```
/// use handler_cors_policy::is_sendable;
///
/// assert!(is_sendable("X-Request-Id"));
/// assert!(!is_sendable("cookie") && !is_sendable("sec-fetch-site") && !is_sendable("*"));
/// ```
#[must_use]
pub const fn is_sendable(name: &str) -> bool {
    is_token(name) && !contains(name, b'*') && !is_forbidden_request_header(name) && !is_cors_response_header(name)
}

pub(crate) const fn is_cors_response_header(name: &str) -> bool {
    is_among(name, &CORS_RESPONSE_HEADERS)
}

#[inline]
pub(crate) const fn is_cors_request_header(name: &str) -> bool {
    is_among(name, &CORS_REQUEST_HEADERS)
}

const fn is_among(name: &str, names: &[&str]) -> bool {
    index_of_ignoring_case(name, names).is_some()
}

const fn has_prefix_among(name: &str, prefixes: &[&str]) -> bool {
    let mut at = 0;
    while at < prefixes.len() {
        if has_prefix(name.as_bytes(), prefixes[at].as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn has_prefix(name: &[u8], prefix: &[u8]) -> bool {
    let mut at = 0;
    while at < prefix.len() {
        if at >= name.len() || !name[at].eq_ignore_ascii_case(&prefix[at]) {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether a text is a header name (RFC 9110 section 5.6.2, "token").
pub(crate) const fn is_token(text: &str) -> bool {
    !text.is_empty() && end_of_token(text) == text.len()
}

/// The index of the first character that a header name cannot contain, or the end.
pub(crate) const fn end_of_token(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || contains("!#$%&'*+-.^_`|~", bytes[at])) {
        at += 1;
    }
    at
}

/// Several header names in one text, as a list of literals: `"x-request-id", "x-tenant"`.
#[inline]
pub(crate) const fn several(text: &str) -> Option<Text> {
    let mut list = Text::new();
    let (mut start, mut seen) = (0, 0);
    while start < text.len() {
        let mut end = start;
        while end < text.len() && !matches!(text.as_bytes()[end], b',' | b';') {
            end += 1;
        }
        let name = part(text, start, end).trim_ascii();
        if end_of_token(name) < name.len() {
            return None;
        }
        if !name.is_empty() {
            list.push(if seen > 0 { ", \"" } else { "\"" });
            list.push(name);
            list.push("\"");
            seen += 1;
        }
        start = end + 1;
    }
    if seen > 1 { Some(list) } else { None }
}
