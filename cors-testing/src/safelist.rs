//! Which methods and headers need no preflight, and which a script cannot send (Fetch, §2.2.1 and §2.2.2).

use handler_cors_policy::{is_forbidden_method, is_forbidden_request_header};
use http::header::{ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderName, RANGE};
use http::{HeaderMap, HeaderValue, Method};
use std::str::from_utf8;

/// "CORS-safelisted method".
pub(crate) fn is_safelisted_method(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::POST)
}

/// "Normalize": these six methods are put into upper case. `patch` stays as it is, and is not `PATCH`.
pub(crate) fn normalized(method: &str) -> String {
    let is_known = |known: &&&str| known.eq_ignore_ascii_case(method);
    let known = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
    known.iter().find(is_known).map_or_else(|| method.to_owned(), |known| (*known).to_owned())
}

/// "Forbidden request-header": `fetch` drops these silently.
pub(crate) fn is_forbidden(name: &HeaderName, value: &HeaderValue) -> bool {
    let overrides = ["x-http-method", "x-http-method-override", "x-method-override"].contains(&name.as_str());
    let mut members = value.as_bytes().split(|byte| *byte == b',');
    let names_forbidden = |member: &[u8]| from_utf8(member.trim_ascii()).is_ok_and(is_forbidden_method);
    is_forbidden_request_header(name.as_str()) || (overrides && members.any(names_forbidden))
}

/// "CORS non-wildcard request-header name": `*` does not cover it.
pub(crate) fn is_non_wildcard(name: &HeaderName) -> bool {
    *name == AUTHORIZATION
}

/// "CORS-unsafe request-header names": the sorted names that a preflight response must allow.
pub(crate) fn unsafe_names(headers: &HeaderMap) -> Vec<HeaderName> {
    let (safe, mut names): (Vec<_>, Vec<_>) = headers.iter().partition(|(name, value)| is_safelisted(name, value));
    if safe.iter().map(|(_, value)| value.len()).sum::<usize>() > 1024 {
        names.extend(safe);
    }
    let mut names: Vec<HeaderName> = names.into_iter().map(|(name, _)| name.clone()).collect();
    names.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
    names.dedup();
    names
}

/// "No-CORS-safelisted request-header": the headers that a `no-cors` request keeps.
pub(crate) fn is_no_cors_safelisted(name: &HeaderName, value: &HeaderValue) -> bool {
    *name != RANGE && is_safelisted(name, value)
}

/// "CORS-safelisted request-header".
pub(crate) fn is_safelisted(name: &HeaderName, value: &HeaderValue) -> bool {
    let value = value.as_bytes();
    value.len() <= 128
        && match *name {
            ACCEPT => !value.iter().copied().any(is_unsafe_byte),
            ACCEPT_LANGUAGE | CONTENT_LANGUAGE => value.iter().copied().all(is_language_byte),
            CONTENT_TYPE => !value.iter().copied().any(is_unsafe_byte) && is_form_type(value),
            RANGE => is_simple_range(value),
            _ => false,
        }
}

/// "CORS-unsafe request-header byte".
fn is_unsafe_byte(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t') || byte == 0x7f || b"\"():<>?@[\\]{}".contains(&byte)
}

fn is_language_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" *,-.;=".contains(&byte)
}

/// The three types that HTML forms can send, with any parameters.
fn is_form_type(value: &[u8]) -> bool {
    essence(value).is_some_and(|essence| {
        ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"].contains(&essence.as_str())
    })
}

/// The essence of a MIME type (MIME Sniffing, §4.4).
fn essence(value: &[u8]) -> Option<String> {
    let text = from_utf8(value).ok()?;
    let whole = text.split(';').next()?;
    let (kind, subtype) = whole.trim_ascii().split_once('/')?;
    (is_token(kind) && is_token(subtype)).then(|| format!("{kind}/{subtype}").to_ascii_lowercase())
}

/// Header names are tokens (RFC 9110, section 5.1).
fn is_token(text: &str) -> bool {
    HeaderName::from_bytes(text.as_bytes()).is_ok()
}

/// One range of bytes that has a start: `bytes=0-` or `bytes=0-99`, not `bytes=-99`.
fn is_simple_range(value: &[u8]) -> bool {
    let text = from_utf8(value).unwrap_or_default();
    let Some((start, end)) = text.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else { return false };
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number(start) && (end.is_empty() || (is_number(end) && is_at_most(start, end)))
}

/// Compares decimal numbers of any length.
fn is_at_most(start: &str, end: &str) -> bool {
    let (start, end) = (start.trim_start_matches('0'), end.trim_start_matches('0'));
    (start.len(), start) <= (end.len(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: bool, name: &'static str, values: &[&str]) {
        for value in values {
            let value = HeaderValue::from_str(value).expect("a value");
            assert_eq!(is_safelisted(&HeaderName::from_static(name), &value), expected, "{name}: {value:?}");
        }
    }

    #[test]
    fn safelisting_depends_on_the_value() {
        check(true, "accept", &["*/*", "text/html; q=0.5, a/b", "a\tb", ""]);
        check(false, "accept", &["a(b)", "a:b", "\"a\"", "a@b", "a{b}", "a\\b", "a<b", "a?b", "a[b]"]);
        check(true, "accept-language", &["de-CH, en;q=0.5, *"]);
        check(false, "accept-language", &["en_US", "en/US", "\"en\""]);
        check(true, "content-language", &["en"]);
        check(false, "content-language", &["en@x"]);
        check(
            true,
            "content-type",
            &["text/plain", "Text/Plain;charset=utf-8", "multipart/form-data; boundary=x", "text/plain;,"],
        );
        check(true, "content-type", &["application/x-www-form-urlencoded"]);
        check(
            false,
            "content-type",
            &["application/json", "text/html", "text/plain, x", "text", "", "text/plain; a=\"b\"", "text /plain"],
        );
        check(true, "range", &["bytes=0-", "bytes=5-5", "bytes=9-10", "bytes=009-10"]);
        check(
            false,
            "range",
            &["bytes=-5", "bytes=10-9", "bytes=0-1,3-4", "bytes= 0-", "items=0-", "bytes=-", "BYTES=0-"],
        );
        check(false, "x-request-id", &["1"]);
        check(false, "authorization", &["Bearer x"]);
    }

    #[test]
    fn safelisted_values_have_at_most_128_bytes_each_and_1024_together() {
        check(true, "accept", &["a".repeat(128).as_str()]);
        check(false, "accept", &["a".repeat(129).as_str()]);
        let mut headers = HeaderMap::new();
        for _ in 0..8 {
            headers.append(ACCEPT, HeaderValue::from_str(&"a".repeat(128)).expect("a value"));
        }
        assert!(unsafe_names(&headers).is_empty());
        headers.append(CONTENT_LANGUAGE, HeaderValue::from_static("e"));
        assert_eq!(unsafe_names(&headers), ["accept", "content-language"]);
    }

    #[test]
    fn unsafe_names_are_sorted_and_distinct() {
        let mut headers = HeaderMap::new();
        for name in ["x-b", "accept", "x-a", "x-b", "content-type"] {
            headers.append(name, HeaderValue::from_static("application/json"));
        }
        assert_eq!(unsafe_names(&headers), ["content-type", "x-a", "x-b"]);
    }

    #[test]
    fn patch_is_not_normalized() {
        assert_eq!(
            ["get", "pUt", "delete", "patch", "PATCH"].map(normalized),
            ["GET", "PUT", "DELETE", "patch", "PATCH"]
        );
    }

    #[test]
    fn headers_are_forbidden_by_name_or_value() {
        let is_forbidden = |name, value| is_forbidden(&HeaderName::from_static(name), &HeaderValue::from_static(value));
        assert!(is_forbidden("cookie", "a=b"));
        assert!(is_forbidden("proxy-authorization", "x"));
        assert!(is_forbidden("x-http-method-override", "GET, trace"));
        assert!(!is_forbidden("x-http-method-override", "DELETE"));
        assert!(!is_forbidden("x-request-id", "TRACE"));
    }
}
