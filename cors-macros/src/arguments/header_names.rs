//! The constants of `http::header`, and the nearest one to a misspelt name.

use handler_cors_policy::nearest;

/// The header names that the `http` crate has constants for, sorted. A constant is its name in upper case with `_` for `-`.
const HTTP_CONSTANTS: [&str; 81] = [
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "accept-ranges",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
    "access-control-request-headers",
    "access-control-request-method",
    "age",
    "allow",
    "alt-svc",
    "authorization",
    "cache-control",
    "cache-status",
    "cdn-cache-control",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-range",
    "content-security-policy",
    "content-security-policy-report-only",
    "content-type",
    "cookie",
    "date",
    "dnt",
    "etag",
    "expect",
    "expires",
    "forwarded",
    "from",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "last-modified",
    "link",
    "location",
    "max-forwards",
    "origin",
    "pragma",
    "proxy-authenticate",
    "proxy-authorization",
    "public-key-pins",
    "public-key-pins-report-only",
    "range",
    "referer",
    "referrer-policy",
    "refresh",
    "retry-after",
    "sec-websocket-accept",
    "sec-websocket-extensions",
    "sec-websocket-key",
    "sec-websocket-protocol",
    "sec-websocket-version",
    "server",
    "set-cookie",
    "strict-transport-security",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "vary",
    "via",
    "warning",
    "www-authenticate",
    "x-content-type-options",
    "x-dns-prefetch-control",
    "x-frame-options",
    "x-xss-protection",
];

/// The header name of a constant of `http::header`.
pub(crate) fn header_of_constant(constant: &str) -> Option<&'static str> {
    let name = header_name(constant);
    let index = HTTP_CONSTANTS.binary_search(&name.as_str()).ok()?;
    (constant == constant_name(&name)).then(|| HTTP_CONSTANTS[index])
}

/// The constant of `http::header` that is nearest to a misspelt name.
pub(crate) fn nearest_constant(misspelt: &str) -> Option<String> {
    nearest(&header_name(misspelt), &HTTP_CONSTANTS).map(constant_name)
}

/// `X_REQUEST_ID` as `x-request-id`.
pub(crate) fn header_name(constant: &str) -> String {
    constant.to_ascii_lowercase().replace('_', "-")
}

fn constant_name(header: &str) -> String {
    header.to_ascii_uppercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_sorted() {
        assert!(HTTP_CONSTANTS.is_sorted());
    }

    #[test]
    fn constants_have_names() {
        assert_eq!(header_of_constant("CONTENT_TYPE"), Some("content-type"));
        assert_eq!(header_of_constant("content_type"), None);
        assert_eq!(header_of_constant("X_REQUEST_ID"), None);
    }

    #[test]
    fn near_words_are_found() {
        assert_eq!(nearest_constant("CONTENT_TYP").as_deref(), Some("CONTENT_TYPE"));
        assert_eq!(nearest_constant("content_type").as_deref(), Some("CONTENT_TYPE"));
        assert_eq!(nearest_constant("X_REQUEST_ID"), None);
        assert_eq!(nearest("orgins", &["origins", "methods"]), Some("origins"));
        assert_eq!(nearest("age", &["max_age", "expose"]), None);
    }
}
