//! The scheme of an origin.

use super::attempt::attempt;
use super::pattern::MAX_SCHEME_LEN;
use crate::problem::OriginProblem;
use crate::slice::{contains, equal_ignoring_case, index_of_ignoring_case};

/// Schemes whose pages have an opaque origin, an origin that is not in their URL, or none (HTML standard, "origin").
const OPAQUE: [&str; 6] = ["file", "data", "blob", "about", "javascript", "ftp"];

pub(super) const fn is_opaque(scheme: &str) -> bool {
    index_of_ignoring_case(scheme, &OPAQUE).is_some()
}

const fn is_web_socket(scheme: &str) -> bool {
    equal_ignoring_case(scheme, "ws") || equal_ignoring_case(scheme, "wss")
}

/// Whether this is certainly a scheme and not a host, even without slashes after it.
pub(super) const fn is_of_the_web(scheme: &str) -> bool {
    equal_ignoring_case(scheme, "http") || equal_ignoring_case(scheme, "https") || is_web_socket(scheme)
}

/// `scheme` is the part of `text` before `://`; it is not empty.
pub(super) const fn check<'a>(text: &'a str, scheme: &'a str) -> Result<(), OriginProblem<'a>> {
    if contains(scheme, b'*') {
        return Err(OriginProblem::WildcardInScheme { text });
    }
    if is_web_socket(scheme) {
        return Err(OriginProblem::WebSocketScheme { text });
    }
    attempt!(characters(text, scheme));
    if scheme.len() > MAX_SCHEME_LEN {
        return Err(OriginProblem::SchemeTooLong { text, scheme });
    }
    Ok(())
}

/// RFC 3986 section 3.1, in lower case.
const fn characters<'a>(text: &'a str, scheme: &'a str) -> Result<(), OriginProblem<'a>> {
    let bytes = scheme.as_bytes();
    let mut upper = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'a'..=b'z' => {}
            b'A'..=b'Z' if upper.is_none() => upper = Some(bytes[at] as char),
            b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            other => return Err(OriginProblem::SchemeCharacter { text, character: other as char }),
        }
        at += 1;
    }
    match upper {
        Some(character) => Err(OriginProblem::UpperCase { text, character }),
        None => Ok(()),
    }
}
