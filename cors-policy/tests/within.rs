//! Origins from the environment: what their bounds may be, and what may be named within them.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DRAFT, SUFFIXES};
use handler_cors_policy::{
    BoundsProblem, Draft, EntryFault, Exemption, ExemptionProblem, ListProblem, Location, OriginProblem, Pattern,
    Problem, assert_enforced, assert_request_headers, assert_within, check, check_within, is_sendable, read_within,
};
use proptest::prelude::*;
use proptest::sample::select;
use std::panic::catch_unwind;

const WITHIN: [&str; 3] = ["https://*.example.com", "https://pr-*.preview.example.net", "http://localhost:*"];

fn faults_of<'a>(within: &[Option<&'a str>], dangerously: &[Exemption]) -> Vec<(Location, Problem<'a>)> {
    let faults = check_within(within, dangerously, &SUFFIXES);
    faults.into_iter().map(|fault| (fault.location, fault.problem)).collect()
}

#[test]
fn bounds_are_lists_of_patterns() {
    assert_eq!(faults_of(&WITHIN.map(Some), &[]), []);
    // Loopback grants nothing by itself, and a constant is asked by const evaluation.
    assert_eq!(faults_of(&[Some("http://localhost"), None], &[]), []);
    assert_eq!(faults_of(&[], &[]), [(Location::Origins, Problem::Bounds(BoundsProblem::NoBounds))]);
    let slash = "https://example.com/";
    assert_eq!(
        faults_of(&[Some(slash)], &[]),
        [(Location::Origin(0), Problem::Origin(OriginProblem::TrailingSlash { text: slash }))]
    );
    let covered =
        Problem::List(ListProblem::CoveredOrigin { origin: "https://a.example.com", by: "https://*.example.com" });
    let list = [Some("https://a.example.com"), Some("https://*.example.com")];
    assert_eq!(faults_of(&list, &[]), [(Location::OriginPair(0, 1), covered)]);
}

#[test]
fn lifts_of_bounds() {
    let suffix = [Some("https://*.github.io")];
    assert!(matches!(
        faults_of(&suffix, &[])[..],
        [(Location::Origin(0), Problem::List(ListProblem::PublicSuffix { .. }))]
    ));
    assert_eq!(faults_of(&suffix, &[Exemption::PublicSuffixes]), []);
    let unneeded = [(Location::Dangerously(0), Problem::Exemption(ExemptionProblem::PublicSuffixesUnneeded))];
    assert_eq!(faults_of(&[Some("https://a.example.com")], &[Exemption::PublicSuffixes]), unneeded);
    for lift in [Exemption::InsecureOrigins, Exemption::NullOrigin, Exemption::Unenforced] {
        let of_policy =
            [(Location::Dangerously(0), Problem::Bounds(BoundsProblem::ExemptionOfPolicy { name: lift.name() }))];
        assert_eq!(faults_of(&[Some("http://a.example.com")], &[lift]), of_policy);
    }
    let twice = [Exemption::PublicSuffixes, Exemption::PublicSuffixes];
    let duplicate = Problem::Exemption(ExemptionProblem::DuplicateExemption { name: "public_suffixes" });
    assert_eq!(faults_of(&suffix, &twice), [(Location::Dangerously(1), duplicate)]);
}

/// An operator who could write `*`, or a page that sends `null`, would be everybody.
#[test]
fn bounds_bind() {
    assert_eq!(faults_of(&[Some("*")], &[]), [(Location::Origin(0), Problem::Bounds(BoundsProblem::AnyBound))]);
    assert_eq!(
        faults_of(&[Some("null")], &[Exemption::PublicSuffixes])[0],
        (Location::Origin(0), Problem::Bounds(BoundsProblem::NullBound))
    );
    assert!(matches!(
        faults_of(&[Some("https://*.com")], &[])[..],
        [(_, Problem::List(ListProblem::PublicSuffix { .. }))]
    ));
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
        assert!(
            matches!(faults(origin)[..], [(1, Problem::Bounds(BoundsProblem::NotWithin { .. }))]),
            "{origin}: {:?}",
            faults(origin)
        );
    }
    assert!(matches!(faults("*")[..], [(1, Problem::Bounds(BoundsProblem::AnyInVariable { .. }))]));
    assert!(matches!(faults("null")[..], [(1, Problem::Bounds(BoundsProblem::NullInVariable { .. }))]));
    // No two bounds add up to a third.
    assert!(read_within("https://*.example.com", &["https://a.example.com", "https://b.example.com"]).is_err());
}

#[test]
fn a_variable_is_read_strictly() {
    assert_eq!(faults(""), [(1, Problem::Bounds(BoundsProblem::EmptyVariable))]);
    assert_eq!(
        faults(","),
        [(1, Problem::Bounds(BoundsProblem::EmptyEntry)), (2, Problem::Bounds(BoundsProblem::EmptyEntry))]
    );
    assert_eq!(faults("https://a.example.com,"), [(2, Problem::Bounds(BoundsProblem::EmptyEntry))]);
    assert!(matches!(
        faults("https://a.example.com, https://b.example.com")[..],
        [(2, Problem::Origin(OriginProblem::WhiteSpace { .. }))]
    ));
    assert!(matches!(
        faults("https://a.example.com https://b.example.com")[..],
        [(1, Problem::Bounds(BoundsProblem::SeveralInEntry { .. }))]
    ));
    assert!(matches!(
        faults("https://a.example.com;https://b.example.com")[..],
        [(1, Problem::Bounds(BoundsProblem::SeveralInEntry { .. }))]
    ));
    assert!(matches!(
        faults("\"https://a.example.com\"")[..],
        [(1, Problem::Bounds(BoundsProblem::QuotedEntry { .. }))]
    ));
    assert!(matches!(faults("https://a.example.com\n")[..], [(1, Problem::Origin(OriginProblem::WhiteSpace { .. }))]));
}

#[test]
fn all_faults_come_in_order() {
    let value =
        "https://A.example.com,https://b.example.com,https://evil.example,https://b.example.com,https://c.example.com/";
    assert!(matches!(
        faults(value)[..],
        [
            (1, Problem::Origin(OriginProblem::UpperCase { .. })),
            (3, Problem::Bounds(BoundsProblem::NotWithin { .. })),
            (4, Problem::List(ListProblem::DuplicateOrigin { .. })),
            (5, Problem::Origin(OriginProblem::TrailingSlash { .. })),
        ]
    ));
    // The narrower of two is the one too many, wherever it stands.
    let covered = [(
        1,
        Problem::List(ListProblem::CoveredOrigin { origin: "https://a.example.com", by: "https://*.example.com" }),
    )];
    assert_eq!(faults("https://a.example.com,https://*.example.com"), covered);
}

#[test]
fn policies_with_credentials_are_bound_too() {
    let is_refused = |within: &'static [&'static str], credentials, lifted| {
        catch_unwind(|| assert_within(within, credentials, lifted)).is_err()
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
    assert!(catch_unwind(|| assert_enforced(false)).is_err());
    assert_enforced(true);
    assert_request_headers(&["X-Tenant", "cookie", "sec-fetch-site", "content-type"]);
    for name in ["*", "", "x tenant", "x-tenant,x-region", "x-*", "access-control-allow-origin", "x-ü"] {
        assert!(catch_unwind(|| assert_request_headers(&[name])).is_err(), "{name}");
    }
}

/// A remedy that is for the source, or that leads to the next refusal, is none for an operator.
#[test]
fn remedies_can_be_followed() {
    let remedy = |value: &str| {
        let faults = read_within(value, &WITHIN).unwrap_err();
        faults[0].problem.help().to_string()
    };
    assert_eq!(remedy("https://App.example.com/"), "write `https://app.example.com`");
    assert_eq!(remedy("app.example.com"), "write `https://app.example.com`");
    let two = "https://a.example.com https://b.example.com;https://c.example.com/";
    assert_eq!(remedy(two), "write `https://a.example.com,https://b.example.com,https://c.example.com`");
    // Lists of configuration files.
    for quoted in ["\"https://a.example.com\"", "'https://a.example.com", "[\"https://a.example.com\"]"] {
        assert_eq!(remedy(quoted), "write `https://a.example.com`");
    }
    assert_eq!(remedy("\"app\""), "write it without quotation marks and brackets");
    let address = read_within("[\"http://[::1]:80\"]", &["http://[::1]"]).unwrap_err();
    assert_eq!(address[0].problem.help().as_str(), "write `http://[::1]`");
    // What these seem to mean would be refused too.
    for out in [
        "https://evil.example/",
        "'https://evil.example'",
        "evil.example",
        "https://*",
        "*://app.example.com",
        "https://App.example.com:8443",
    ] {
        assert_eq!(faults(out), [(1, Problem::Bounds(BoundsProblem::NotWithin { origin: out, within: &WITHIN }))]);
    }
    for null in ["null", "NULL"] {
        assert_eq!(faults(null), [(1, Problem::Bounds(BoundsProblem::NullInVariable { within: &WITHIN }))]);
    }
}

/// The remedy stands behind the bounds, and must not be cut.
#[test]
fn long_bounds_leave_room_for_the_remedy() {
    let (scheme, host) = ("s".repeat(64), "a23456789.".repeat(24) + "example");
    let long = format!("{scheme}://*.{host}:65535");
    let within = vec![long.as_str(); 9];
    let origin = format!("{scheme}://b.{host}");
    let text = read_within(&origin, &within).unwrap_err()[0].problem.to_string();
    assert!(text.contains(" or another bound [cors::not_within]\n\nhelp: name an origin"), "{text}");
    assert!(text.ends_with("can change"), "{text}");
}

/// What a page of any kind cannot send is not to be answered as if it could.
#[test]
fn what_pages_can_send_is_what_policies_may_name() {
    for name in
        ["x-tenant", "authorization", "*", "", "cookie", "Sec-Ch-Ua", "proxy-x", "sec", "x-sec-", "x-*", "x-ü", "Host"]
    {
        let named = check(&Draft { headers: &[name], ..DRAFT }, &SUFFIXES).is_empty();
        assert_eq!(is_sendable(name), named && name != "*", "{name}");
    }
    const { assert!(is_sendable("x-tenant")) };
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() }
}

fn pattern() -> impl Strategy<Value = String> {
    let wildcard = select(&["", "*.", "pr-*.", "*-a."][..]);
    let host = proptest::collection::vec(select(&["a", "b", "pr-a"][..]), 0..3);
    let site = select(&["example", "com", "github.io", "kawasaki.jp", "city.kawasaki.jp"][..]);
    let port = select(&["", "", ":8443", ":*"][..]);
    (select(&["https", "http"][..]), wildcard, host, site, port).prop_map(|(scheme, wildcard, host, site, port)| {
        let labels: String = host.iter().map(|label| format!("{label}.")).collect();
        format!("{scheme}://{wildcard}{labels}{site}{port}")
    })
}

/// What stands in the place of a wildcard, and of a port's.
fn filling() -> impl Strategy<Value = (&'static str, &'static str)> {
    (
        select(&["a", "b", "x-a", "a.b", "a.pr-a", "*", "*.a", "pr-*", "a*", "*-a", "*_x", "x_*"][..]),
        select(&["", ":1", ":8443", ":*"][..]),
    )
}

fn filled(pattern: &str, (filling, port): (&str, &str)) -> String {
    let (pattern, port) = pattern.strip_suffix(":*").map_or((pattern, ""), |pattern| (pattern, port));
    pattern.replacen('*', filling, 1) + port
}

proptest! {
    #![proptest_config(config())]

    /// Whatever the variable admits, the bounds admit.
    #[test]
    fn what_is_read_admits_nobody_from_outside(
        within in proptest::collection::vec(pattern(), 1..4),
        entries in proptest::collection::vec((0..3_usize, filling(), pattern(), any::<bool>()), 1..3),
        fillings in proptest::collection::vec(filling(), 4),
    ) {
        let within: Vec<&str> = within.iter().map(String::as_str).collect();
        let bounds: Vec<Pattern<'_>> = within.iter().map(|text| Pattern::parse(text).unwrap()).collect();
        let entries = entries.into_iter().map(|(place, filling, other, is_other)| {
            if is_other { other } else { filled(within[place % within.len()], filling) }
        });
        let value = entries.collect::<Vec<_>>().join(",");
        let Ok(patterns) = read_within(&value, &within) else { return Ok(()) };
        for (pattern, filling) in patterns.iter().flat_map(|pattern| fillings.iter().map(move |filling| (pattern, *filling))) {
            let origin = filled(pattern.text(), filling);
            if pattern.matches(origin.as_bytes()) {
                prop_assert!(bounds.iter().any(|bound| bound.matches(origin.as_bytes())), "{value} {within:?} {origin}");
            }
        }
    }

    /// Bounds that admit no strangers keep operators from it.
    #[test]
    fn what_is_read_spans_no_public_suffix(within in pattern(), filling in filling()) {
        let entry = filled(&within, filling);
        if check_within(&[Some(&within)], &[], &SUFFIXES).is_empty() && read_within(&entry, &[&within]).is_ok() {
            prop_assert!(check(&Draft { origins: &[Some(&entry)], ..DRAFT }, &SUFFIXES).is_empty(), "{within} {entry}");
        }
    }

    /// What is to be written is accepted, so that at most one correction is ever asked for.
    #[test]
    fn what_is_to_be_written_is_within(
        pattern in pattern(),
        (front, back) in (select(&["", " ", "//", "HTTPS://", "u@"][..]), select(&["", "/", " ", ":443", ":", "#", ";https://a.b.example"][..])),
        strip: bool,
    ) {
        let within = ["https://*.example", "https://*.b.github.io"];
        let rest = if strip { pattern.split_once("://").unwrap().1 } else { &pattern };
        let value = format!("{front}{rest}{back}");
        for fault in read_within(&value, &within).err().into_iter().flatten() {
            let remedy = fault.problem.help().to_string();
            let written = remedy.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`'));
            if let Some(written) = written {
                let refused = read_within(written, &within).err().into_iter().flatten();
                // Each of several origins is one more entry.
                let mut refused = refused.filter(|_| !matches!(fault.problem, Problem::Bounds(BoundsProblem::SeveralInEntry { .. })));
                prop_assert!(refused.next().is_none(), "{value:?}: {remedy}");
            }
        }
    }
}
