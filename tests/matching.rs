//! The origin list of a policy, compared with the corpus and with one pattern at a time.
#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN};
use handler_cors::__private::{DEFAULTS, DeclaredPolicy, Source, seal};
use handler_cors::{CorsRouter, Policy};
use handler_cors_policy::{MAX_ORIGIN_LEN, Pattern};
use proptest::prelude::*;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tower::ServiceExt;

/// Leaked, as a policy is a static.
fn policy(origins: &[String]) -> &'static Policy {
    let origins: Vec<&'static str> = origins.iter().map(|origin| &*origin.clone().leak()).collect();
    let declared = DeclaredPolicy { origins: Source::Listed(origins.leak()), credentials: true, ..DEFAULTS };
    Box::leak(Box::new(seal(declared)))
}

/// A policy of these origins behind a router.
struct List(Router);

impl List {
    fn new(origins: &[String]) -> List {
        List(CorsRouter::new().route("/", policy(origins).get(async || {})).into())
    }

    /// The value of `Access-Control-Allow-Origin` for this origin.
    fn allow_origin(&self, origin: &[u8]) -> Option<Vec<u8>> {
        let request = axum::http::Request::get("/").header(ORIGIN, origin).body(Body::empty()).unwrap();
        let response = pin!(self.0.clone().oneshot(request)).poll(&mut Context::from_waker(Waker::noop()));
        let Poll::Ready(Ok(response)) = response else { panic!("the response is not ready") };
        response.headers().get(ACCESS_CONTROL_ALLOW_ORIGIN).map(|value| value.as_bytes().to_owned())
    }

    #[track_caller]
    fn assert(&self, origin: &str, expected: Option<&str>) {
        assert_eq!(self.allow_origin(origin.as_bytes()).as_deref(), expected.map(str::as_bytes), "{origin}");
    }
}

#[derive(serde::Deserialize)]
struct Set {
    patterns: Vec<String>,
    matched: Vec<String>,
    not_matched: Vec<String>,
}

/// Rows of lenient matchers, which match these because no browser sends them. A list only matches origins of its grammar:
/// labels consist of `a-z 0-9 - _` and are not empty, and brackets contain an IPv6 address.
const NO_HOSTS: [&str; 4] = [
    "https://evil.org?.example.com",
    "https://evil.org%60.example.com",
    "https://a..example.com",
    "https://[example.com]",
];

#[test]
fn the_corpus() {
    let corpus =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../cors-policy/tests/corpus/matching.json"))
            .unwrap();
    let sets: Vec<Set> = serde_json::from_str(&corpus).unwrap();
    assert_eq!(sets.len(), 19);
    for Set { patterns, matched, not_matched } in sets {
        let list = List::new(&patterns);
        for origin in &matched {
            let expected = if patterns == ["*"] { "*" } else { origin };
            list.assert(origin, (!NO_HOSTS.contains(&&**origin)).then_some(expected));
        }
        not_matched.iter().for_each(|origin| list.assert(origin, None));
    }
}

#[test]
fn a_list_of_thousands() {
    let origins: Vec<_> = (0..5000).map(|tenant| format!("https://tenant-{tenant}.example")).collect();
    let list = List::new(&origins);
    for (tenant, origin) in origins.iter().enumerate() {
        list.assert(origin, Some(origin));
        list.assert(&format!("https://tenant-{}.example", tenant + origins.len()), None);
    }
}

/// The bound on the length of an `Origin` header excludes nothing that a list can contain.
#[test]
fn the_longest_origin() {
    let origin = format!("{}://{}x:65535", "s".repeat(64), "a23456789.".repeat(25) + "b.");
    assert_eq!(origin.len(), MAX_ORIGIN_LEN);
    List::new(std::slice::from_ref(&origin)).assert(&origin, Some(&origin));
}

#[test]
fn a_list_of_thousands_of_patterns() {
    let kinds =
        ["https://*.tenant-N.example", "https://pr-*-N.example.com", "http://tenant-N.test:*", "https://[::N]:*"];
    let pattern = |n: usize| kinds[n % kinds.len()].replace('N', &format!("{}", n + 1));
    let patterns: Vec<_> = (0..4000).map(pattern).collect();
    let list = List::new(&patterns);
    for n in 0..4000 {
        let origin = pattern(n).replace(":*", ":81").replace('*', "a");
        list.assert(&origin, Some(&origin));
        let other = pattern(n + 4000).replace(":*", ":81").replace('*', "a");
        list.assert(&other, None);
    }
}

#[test]
fn origins_that_differ_in_one_byte() {
    let origin = "https://app-1.sub.example.com:8443";
    let list = List::new(&[origin.to_owned()]);
    list.assert(origin, Some(origin));
    for at in 0..origin.len() {
        for byte in (b' '..=b'~').filter(|byte| *byte != origin.as_bytes()[at]) {
            let mut other = origin.as_bytes().to_owned();
            other[at] = byte;
            assert_eq!(list.allow_origin(&other), None, "{}", other.escape_ascii());
        }
    }
}

/// Hosts that are near each other.
fn host() -> impl Strategy<Value = String> {
    let label = prop::sample::select(&["a", "b", "ab", "a-b", "x1"][..]);
    prop::collection::vec(label, 1..4).prop_map(|labels| labels.join(".") + ".example")
}

fn pattern() -> impl Strategy<Value = String> {
    let scheme = prop::sample::select(&["https", "http"][..]);
    let wildcard = prop::sample::select(&["", "", "", "*.", "a*.", "*-b.", "a*b."][..]);
    let port = prop::sample::select(&["", "", "", ":8443", ":80", ":8080", ":*"][..]);
    (scheme, wildcard, host(), port)
        .prop_map(|(scheme, wildcard, host, port)| format!("{scheme}://{wildcard}{host}{port}"))
        .prop_filter("the grammar", |pattern| Pattern::parse(pattern).is_ok())
}

/// An origin of one of the patterns, or one nearby.
fn origin(patterns: Vec<String>) -> impl Strategy<Value = Vec<u8>> {
    let fill = prop::sample::select(&["a", "b", "a.b", "a-b", "x1.a", "", ".", "A", "-", "a..b", "a_b"][..]);
    let port = prop::sample::select(&["", "", ":80", ":443", ":8443", ":8080", ":0", ":65536", ":"][..]);
    let change = prop::option::weighted(0.3, (any::<prop::sample::Index>(), b' '..=b'~'));
    (prop::sample::select(patterns), fill, port, change).prop_map(|(pattern, fill, port, change)| {
        let host = pattern.trim_end_matches(":*");
        let any_port = if host.len() < pattern.len() { port } else { "" };
        let mut origin = (host.replacen('*', fill, 1) + any_port).into_bytes();
        if let Some((at, byte)) = change {
            let at = at.index(origin.len());
            origin[at] = byte;
        }
        origin
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_allows_what_one_of_its_patterns_matches(
        (patterns, origins) in prop::collection::vec(pattern(), 1..20).prop_flat_map(|patterns| {
            let origins = prop::collection::vec(origin(patterns.clone()), 20);
            (Just(patterns), origins)
        }),
    ) {
        let list = List::new(&patterns);
        for origin in origins {
            let allowed = patterns.iter().any(|pattern| Pattern::parse(pattern).unwrap().matches(&origin));
            prop_assert_eq!(list.allow_origin(&origin), allowed.then(|| origin.clone()), "{}", origin.escape_ascii());
        }
    }
}
