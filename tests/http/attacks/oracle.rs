//! Compares the list with the naive matcher for random origins.

#[path = "../../../cors-policy/tests/oracle/naive.rs"]
mod naive;

use super::{ALLOWED, TestRequest, listed};
use crate::client::in_process;
use axum::Router;
use axum::http::HeaderValue;
use handler_cors::CorsRouter;
use naive::Oracle;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The patterns of `listed`.
const PATTERNS: [&str; 12] = [
    "https://app.example.com",
    "https://my_app.example.com:8443",
    "https://dotted.example.com.",
    "https://*.partner.example",
    "https://pr-*.preview.example",
    "https://*-web.preview.example:*",
    "https://192.0.2.10",
    "https://[2001:db8::1]",
    "http://localhost:*",
    "http://127.0.0.1:*",
    "http://[::1]:*",
    "capacitor://localhost",
];

/// An allowed origin with some bytes replaced.
fn origin() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&str; 28] = [
        "",
        "",
        "",
        ".",
        "..",
        "-",
        "_",
        ":",
        ":1",
        "a",
        "a.",
        ".a",
        "b-c",
        "A",
        "*",
        "@",
        "/",
        "?",
        "#",
        "%",
        ",",
        " ",
        "\t",
        "http",
        "evil.example",
        "localhost",
        "443",
        "\u{e4}",
    ];
    let change = (any::<Index>(), 0..4_usize, select(&PIECES[..]));
    (select(&ALLOWED[..]), prop::collection::vec(change, 0..4)).prop_map(|(origin, changes)| {
        let mut origin = origin.as_bytes().to_owned();
        for (at, length, piece) in changes {
            let at = at.index(origin.len() + 1);
            let end = origin.len().min(at + length);
            origin.splice(at..end, piece.bytes());
        }
        origin
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_list_allows_what_the_naive_matcher_matches(
        origin in origin().prop_filter("a header value", |origin| HeaderValue::from_bytes(origin).is_ok()),
    ) {
        let allowed = PATTERNS.iter().any(|pattern| Oracle::parse(pattern).unwrap().matches(&origin));
        let router = Router::from(CorsRouter::new().route("/listed", listed));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        for (text, status) in [
            ("GET /listed", 200),
            ("POST /listed", if allowed { 200 } else { 403 }),
            ("OPTIONS /listed\nAccess-Control-Request-Method: POST", if allowed { 204 } else { 403 }),
        ] {
            let request = TestRequest::new(text).header("origin", &origin);
            let response = runtime.block_on(in_process(router.clone(), request.into_request()));
            let named = response.header("access-control-allow-origin");
            prop_assert_eq!(named, allowed.then_some(&*origin), "{} {}", text, origin.escape_ascii());
            prop_assert_eq!(response.status, status, "{} {}", text, origin.escape_ascii());
        }
    }
}
