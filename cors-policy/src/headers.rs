//! Header names: those that pages may send, and those that they may read.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::check::{Fault, Location};
use crate::problem::Problem;
use crate::slice::{
    contains, decode, equal, equal_ignoring_case, find_any, front, part, place_of, place_of_ignoring_case,
};
use crate::text::Text;

/// Fetch, "forbidden request-header", less the prefixes.
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

/// Fetch, section "HTTP responses" of the CORS protocol.
const CORS_RESPONSE: [&str; 6] = [
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
];

/// Fetch, section "HTTP requests" of the CORS protocol.
const CORS_REQUEST: [&str; 3] = ["access-control-request-headers", "access-control-request-method", "origin"];

/// Fetch, "forbidden response-header name".
const FORBIDDEN_IN_RESPONSES: [&str; 2] = ["set-cookie", "set-cookie2"];

/// Fetch, "CORS-safelisted response-header name".
const SAFELISTED_IN_RESPONSES: [&str; 7] =
    ["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"];

/// What of a list of names depends on the key that it is for.
pub(crate) struct Rules {
    place: fn(usize) -> Location,
    pair: fn(usize, usize) -> Location,
    name: fn(&str) -> Option<Problem<'_>>,
    any_with_credentials: Problem<'static>,
    beside_any: fn(&str) -> Option<Problem<'_>>,
}

/// `headers`
pub(crate) const REQUESTED: Rules = Rules {
    place: Location::Header,
    pair: Location::HeaderPair,
    name: requested,
    any_with_credentials: Problem::AnyHeaderWithCredentials,
    beside_any: requested_beside_any,
};

/// `expose`
pub(crate) const EXPOSED: Rules = Rules {
    place: Location::Expose,
    pair: Location::ExposePair,
    name: exposed,
    any_with_credentials: Problem::AnyExposedWithCredentials,
    beside_any: exposed_beside_any,
};

/// Fetch, "CORS non-wildcard request-header name".
#[inline]
const fn requested_beside_any(name: &str) -> Option<Problem<'_>> {
    if equal_ignoring_case(name, "authorization") { None } else { Some(Problem::HeaderBesideAny { name }) }
}

#[inline]
const fn exposed_beside_any(name: &str) -> Option<Problem<'_>> {
    Some(Problem::ExposedBesideAny { name })
}

#[inline]
pub(crate) fn check<'a>(names: &[&'a str], credentials: bool, rules: &Rules, faults: &mut Vec<Fault<'a>>) {
    let any = place_of("*", names);
    for place in 0..names.len() {
        let name = names[place];
        let is_any = matches!(any, Some(any) if any == place);
        if let (Some(problem), false) = ((rules.name)(name), is_any) {
            faults.push(Fault { location: (rules.place)(place), problem });
            continue;
        }
        if is_any && credentials {
            faults.push(Fault { location: (rules.place)(place), problem: rules.any_with_credentials });
        }
        if let Some(earlier) = place_of_ignoring_case(name, &names[..place]) {
            let problem = Problem::DuplicateHeader { name, earlier: names[earlier] };
            faults.push(Fault { location: (rules.pair)(earlier, place), problem });
        } else if let (Some(any), false) = (any, is_any) {
            if let Some(problem) = (rules.beside_any)(name) {
                faults.push(Fault { location: (rules.pair)(any.min(place), any.max(place)), problem });
            }
        }
    }
}

/// Whether every page of an admitted origin reads this response header without its being exposed (Fetch, §2.2.2,
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

/// Whether no page reads this response header, exposed or not (Fetch, §2.2.2, "forbidden response-header name"), in any
/// case.
///
/// ```
/// assert!(handler_cors_policy::is_forbidden_response_header("Set-Cookie"));
/// ```
#[must_use]
#[inline]
pub const fn is_forbidden_response_header(name: &str) -> bool {
    is_among(name, &FORBIDDEN_IN_RESPONSES)
}

/// Whether no page sets this request header, whatever its value (Fetch, §2.2.2, "forbidden request-header"), in any case.
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

/// Whether a server can allow this request header by name, and a page's script then set it.
///
/// ```
/// use handler_cors_policy::is_sendable;
///
/// assert!(is_sendable("X-Request-Id"));
/// assert!(!is_sendable("cookie") && !is_sendable("sec-fetch-site") && !is_sendable("*"));
/// ```
#[must_use]
pub const fn is_sendable(name: &str) -> bool {
    !equal(name, "*") && malformed(name).is_none() && unsendable(name).is_none()
}

#[inline]
pub(crate) const fn requested(name: &str) -> Option<Problem<'_>> {
    match unreadable(name) {
        None => unsendable(name),
        problem => problem,
    }
}

const fn unsendable(name: &str) -> Option<Problem<'_>> {
    if is_forbidden_request_header(name) {
        return Some(Problem::ForbiddenRequestHeader { name });
    }
    if is_among(name, &CORS_RESPONSE) { Some(Problem::CorsHeaderRequested { name }) } else { None }
}

#[inline]
const fn exposed(name: &str) -> Option<Problem<'_>> {
    if let Some(problem) = unreadable(name) {
        return Some(problem);
    }
    if is_among(name, &FORBIDDEN_IN_RESPONSES) {
        return Some(Problem::ForbiddenResponseHeader { name });
    }
    let is_of_cors = is_among(name, &CORS_RESPONSE) || is_among(name, &CORS_REQUEST);
    if is_of_cors { Some(Problem::CorsHeaderExposed { name }) } else { None }
}

const fn is_among(name: &str, names: &[&str]) -> bool {
    place_of_ignoring_case(name, names).is_some()
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

/// Whether the text is several names, or none.
#[inline]
const fn unreadable(text: &str) -> Option<Problem<'_>> {
    if several(text).is_some() { Some(Problem::SeveralHeaders { text }) } else { malformed(text) }
}

/// Whether the text is no token (RFC 9110 section 5.6.2), or one that means something else than it seems to.
const fn malformed(text: &str) -> Option<Problem<'_>> {
    if text.is_empty() {
        return Some(Problem::EmptyHeader);
    }
    let unfit = unfit(text);
    if unfit < text.len() {
        return Some(Problem::HeaderCharacter { text, character: decode(text, unfit).0 });
    }
    if !equal(text, "*") && contains(text, b'*') { Some(Problem::WildcardInHeader { text }) } else { None }
}

/// The first place of what stands in no token, or the end.
const fn unfit(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || contains("!#$%&'*+-.^_`|~", bytes[at])) {
        at += 1;
    }
    at
}

/// The name without the white space around it, and without a value behind a colon.
#[inline]
pub(crate) const fn repaired(text: &str) -> Option<Text> {
    let end = match find_any(text, ":=") {
        Some(end) => end,
        None => text.len(),
    };
    let name = front(text, end).trim_ascii();
    if name.is_empty() || unfit(name) < name.len() {
        return None;
    }
    let mut repaired = Text::new();
    repaired.push(name);
    Some(repaired)
}

/// Several names in one text, as literals in a row: `"x-request-id", "x-tenant"`.
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
        if unfit(name) < name.len() {
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
