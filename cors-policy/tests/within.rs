//! Origins from the environment: what their bounds may be, and what may be named within them.
#![allow(clippy::unwrap_used)]

mod common;

use common::SUFFIXES;
use handler_cors_policy::{
    EntryFault, Lift, Pattern, Place, Problem, check_within, read_within, require_enforced, require_request_headers,
    require_within,
};
use proptest::prelude::*;
use std::panic::catch_unwind;

const WITHIN: [&str; 3] = ["https://*.example.com", "https://pr-*.preview.example.net", "http://localhost:*"];

fn faults_of<'a>(within: &[Option<&'a str>], dangerously: &[Lift]) -> Vec<(Place, Problem<'a>)> {
    let faults = check_within(within, dangerously, &SUFFIXES);
    faults.into_iter().map(|fault| (fault.place, fault.problem)).collect()
}

#[test]
fn bounds_are_lists_of_patterns() {
    assert_eq!(faults_of(&WITHIN.map(Some), &[]), []);
    // Loopback grants nothing by itself, and a constant is asked by const evaluation.
    assert_eq!(faults_of(&[Some("http://localhost"), None], &[]), []);
    assert_eq!(faults_of(&[], &[]), [(Place::Origins, Problem::NothingWithin)]);
    let slash = "https://example.com/";
    assert_eq!(faults_of(&[Some(slash)], &[]), [(Place::Origin(0), Problem::TrailingSlash { text: slash })]);
    let covered = Problem::CoveredOrigin { origin: "https://a.example.com", by: "https://*.example.com" };
    let list = [Some("https://a.example.com"), Some("https://*.example.com")];
    assert_eq!(faults_of(&list, &[]), [(Place::OriginPair(0, 1), covered)]);
}

#[test]
fn lifts_of_bounds() {
    let suffix = [Some("https://*.github.io")];
    assert!(matches!(faults_of(&suffix, &[])[..], [(Place::Origin(0), Problem::PublicSuffix { .. })]));
    assert_eq!(faults_of(&suffix, &[Lift::PublicSuffixes]), []);
    let unneeded = [(Place::Dangerously(0), Problem::PublicSuffixesUnneeded)];
    assert_eq!(faults_of(&[Some("https://a.example.com")], &[Lift::PublicSuffixes]), unneeded);
    for lift in [Lift::InsecureOrigins, Lift::NullOrigin, Lift::Unenforced] {
        let of_policy = [(Place::Dangerously(0), Problem::LiftOfPolicy { name: lift.name() })];
        assert_eq!(faults_of(&[Some("http://a.example.com")], &[lift]), of_policy);
    }
    let twice = [Lift::PublicSuffixes, Lift::PublicSuffixes];
    let duplicate = Problem::DuplicateLift { name: "public_suffixes" };
    assert_eq!(faults_of(&suffix, &twice), [(Place::Dangerously(1), duplicate)]);
}

/// An operator who could write `*`, or a page that sends `null`, would be everybody.
#[test]
fn bounds_bind() {
    assert_eq!(faults_of(&[Some("*")], &[]), [(Place::Origin(0), Problem::EveryoneWithin)]);
    assert_eq!(faults_of(&[Some("null")], &[Lift::PublicSuffixes])[0], (Place::Origin(0), Problem::NullWithin));
    assert!(matches!(faults_of(&[Some("https://*.com")], &[])[..], [(_, Problem::PublicSuffix { .. })]));
}

fn faults(value: &str) -> Vec<(usize, Problem<'_>)> {
    let faults = read_within(value, &WITHIN).unwrap_err();
    faults.into_iter().map(|EntryFault { entry, problem, .. }| (entry, problem)).collect()
}

#[test]
fn what_lies_within_is_read() {
    let value =
        "https://app.example.com,https://*.shop.example.com,https://pr-7-*.preview.example.net,http://localhost:5173";
    let patterns = read_within(value, &WITHIN).unwrap();
    assert_eq!(patterns.iter().map(Pattern::text).collect::<Vec<_>>().join(","), value);
    // The bounds themselves.
    assert_eq!(read_within(&WITHIN.join(","), &WITHIN).unwrap().len(), WITHIN.len());
}

/// An operator who is talked into a wider list cannot write one.
#[test]
fn operators_cannot_widen() {
    for origin in [
        "https://evil.example",
        "https://example.com",
        "https://example.com.evil.example",
        "https://evilexample.com",
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://app.example.com:*",
        "https://*.example.net",
        "https://*.preview.example.net",
        "https://*-7.preview.example.net",
        "https://localhost:5173",
        "http://localhost.example.com",
        "http://*.localhost",
    ] {
        assert!(matches!(faults(origin)[..], [(1, Problem::NotWithin { .. })]), "{origin}: {:?}", faults(origin));
    }
    assert!(matches!(faults("*")[..], [(1, Problem::EveryoneInVariable { .. })]));
    assert!(matches!(faults("null")[..], [(1, Problem::NullInVariable { .. })]));
    // No two bounds add up to a third.
    assert!(read_within("https://*.example.com", &["https://a.example.com", "https://b.example.com"]).is_err());
}

#[test]
fn a_variable_is_read_strictly() {
    assert_eq!(faults(""), [(1, Problem::EmptyVariable)]);
    assert_eq!(faults(","), [(1, Problem::EmptyEntry), (2, Problem::EmptyEntry)]);
    assert_eq!(faults("https://a.example.com,"), [(2, Problem::EmptyEntry)]);
    assert!(matches!(faults("https://a.example.com, https://b.example.com")[..], [(2, Problem::WhiteSpace { .. })]));
    assert!(matches!(faults("https://a.example.com https://b.example.com")[..], [(1, Problem::SeveralOrigins { .. })]));
    assert!(matches!(faults("https://a.example.com;https://b.example.com")[..], [(1, _)]));
    assert!(matches!(faults("\"https://a.example.com\"")[..], [(1, _)]));
    assert!(matches!(faults("https://a.example.com\n")[..], [(1, Problem::WhiteSpace { .. })]));
}

#[test]
fn all_faults_come_in_order() {
    let value =
        "https://A.example.com,https://b.example.com,https://evil.example,https://b.example.com,https://c.example.com/";
    assert!(matches!(
        faults(value)[..],
        [
            (1, Problem::UpperCase { .. }),
            (3, Problem::NotWithin { .. }),
            (4, Problem::DuplicateOrigin { .. }),
            (5, Problem::TrailingSlash { .. }),
        ]
    ));
    // The narrower of two is the one too many, wherever it stands.
    let covered = [(1, Problem::CoveredOrigin { origin: "https://a.example.com", by: "https://*.example.com" })];
    assert_eq!(faults("https://a.example.com,https://*.example.com"), covered);
}

#[test]
fn policies_with_credentials_are_bound_too() {
    let is_refused = |within: &'static [&'static str], credentials, lifted| {
        catch_unwind(|| require_within(within, credentials, lifted)).is_err()
    };
    for insecure in [&["http://*.example.com"][..], &["https://a.example.com", "http://printer.example.com"]] {
        assert!(is_refused(insecure, true, false));
        assert!(!is_refused(insecure, false, false));
        assert!(!is_refused(insecure, true, true));
    }
    assert!(!is_refused(&WITHIN, true, false));
}

#[test]
fn websockets_and_extractors() {
    assert!(catch_unwind(|| require_enforced(false)).is_err());
    require_enforced(true);
    require_request_headers(&["X-Tenant", "cookie", "sec-fetch-site", "content-type"]);
    for name in ["*", "", "x tenant", "x-tenant,x-region", "x-*", "access-control-allow-origin", "x-ü"] {
        assert!(catch_unwind(|| require_request_headers(&[name])).is_err(), "{name}");
    }
}

fn host() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-c]{1,2}|pr-[a-b]", 1..4).prop_map(|labels| labels.join("."))
}

fn pattern() -> impl Strategy<Value = String> {
    let host = prop_oneof![
        3 => host(),
        2 => host().prop_map(|host| format!("*.{host}.example")),
        1 => host().prop_map(|host| format!("pr-*.{host}.example")),
    ];
    ("https?", host, prop_oneof![Just(""), Just(":8443"), Just(":*")])
        .prop_map(|(scheme, host, port)| format!("{scheme}://{host}{port}"))
        .prop_filter("is a pattern", |text| Pattern::parse(text).is_ok())
}

proptest! {
    /// Whatever the variable admits, the bounds admit.
    #[test]
    fn what_is_read_admits_nobody_from_outside(
        within in proptest::collection::vec(pattern(), 1..4),
        named in proptest::collection::vec(pattern(), 1..4),
        (scheme, host, port) in ("https?", "([a-c]{1,2}|pr-[a-b]{1,2})(\\.([a-c]{1,2}|pr-[a-b])){0,3}(\\.example)?", "(:8443|:1)?"),
    ) {
        let within: Vec<&str> = within.iter().map(String::as_str).collect();
        let value = named.join(",");
        let origin = format!("{scheme}://{host}{port}");
        if let Ok(patterns) = read_within(&value, &within) {
            let admitted = patterns.iter().any(|pattern| pattern.admits(origin.as_bytes()));
            let mut bounds = within.iter().filter_map(|text| Pattern::parse(text).ok());
            prop_assert!(!admitted || bounds.any(|bound| bound.admits(origin.as_bytes())), "{value} {within:?} {origin}");
        }
    }
}
