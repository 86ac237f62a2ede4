//! Names that users mean, and the nearest one to what they wrote.

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
    let place = HTTP_CONSTANTS.binary_search(&name.as_str()).ok()?;
    (constant == constant_name(&name)).then(|| HTTP_CONSTANTS[place])
}

/// The constant of `http::header` that is nearest to a misspelt one.
pub(crate) fn nearest_constant(misspelt: &str) -> Option<String> {
    nearest(&header_name(misspelt), HTTP_CONSTANTS).map(constant_name)
}

/// `X_REQUEST_ID` as `x-request-id`.
pub(crate) fn header_name(constant: &str) -> String {
    constant.to_ascii_lowercase().replace('_', "-")
}

fn constant_name(header: &str) -> String {
    header.to_ascii_uppercase().replace('-', "_")
}

/// The candidate that is nearest to a misspelt word, if it is near: up to a third of its letters differ.
pub(crate) fn nearest<'a>(misspelt: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distances = candidates.into_iter().map(|candidate| (distance(misspelt, candidate), candidate));
    let near = distances.filter(|(distance, candidate)| *distance <= candidate.len().div_ceil(3).min(3));
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each counted as one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let substituted = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = substituted.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
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
        assert_eq!(nearest("orgins", ["origins", "methods"]), Some("origins"));
        assert_eq!(nearest("age", ["max_age", "expose"]), None);
    }
}
