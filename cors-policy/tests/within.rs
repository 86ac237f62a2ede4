//! Origins that are named at run time: valid bounds, and valid values within them.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DRAFT, SUFFIXES};
use handler_cors_policy::{
    BoundsProblem, Draft, EntryFault, Exemption, ExemptionProblem, ListProblem, Location, Origin, OriginProblem,
    OriginsDraft, OriginsLists, OwnedPattern, Pattern, Problem, SuffixRule, assert_any_host_within, assert_default,
    assert_insecure_within, assert_request_headers, assert_within, check, check_origins, is_sendable, read_within,
};
use proptest::prelude::*;
use proptest::sample::select;
use std::panic::catch_unwind;

const WITHIN: [&str; 3] = ["https://*.example.com", "https://pr-*.preview.example.net", "http://localhost:*"];

fn located<'a>(draft: &OriginsDraft<'a>) -> Vec<(Location, Problem<'a>)> {
    check_origins(draft, &SUFFIXES).into_iter().map(|fault| (fault.location, fault.problem)).collect()
}

fn faults_of<'a>(within: &'a [Option<&'a str>], dangerously: &'a [Exemption]) -> Vec<(Location, Problem<'a>)> {
    located(&OriginsDraft { within, always: None, default: None, dangerously })
}

/// Reads a list with commas, as that of a variable.
fn read<'v>(value: &'v str, within: &'v [&'v str]) -> Result<Vec<Origin<'v>>, Vec<EntryFault<'v>>> {
    read_within(&value.split(',').collect::<Vec<_>>(), within, SuffixRule::List(SUFFIXES))
}

#[test]
fn bounds_are_lists_of_patterns() {
    let within = WITHIN.map(Some);
    assert_eq!(faults_of(&within, &[]), []);
    // Loopback bounds are fine by themselves, and constants are checked in const evaluation.
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
fn exemptions_of_bounds() {
    let suffix = [Some("https://*.github.io")];
    assert!(matches!(
        faults_of(&suffix, &[])[..],
        [(Location::Origin(0), Problem::List(ListProblem::PublicSuffix { .. }))]
    ));
    assert_eq!(faults_of(&suffix, &[Exemption::PublicSuffixes]), []);
    let unneeded = [(Location::Dangerously(0), Problem::Exemption(ExemptionProblem::PublicSuffixesUnneeded))];
    assert_eq!(faults_of(&[Some("https://a.example.com")], &[Exemption::PublicSuffixes]), unneeded);
    for within in [[Some("https://*")], [Some("*")]] {
        assert_eq!(faults_of(&within, &[Exemption::PublicSuffixes]), [], "the program checks no wildcards then");
    }
    for exemption in [Exemption::InsecureOrigins, Exemption::NullOrigin, Exemption::Unenforced, Exemption::AnyHost] {
        let of_policy =
            [(Location::Dangerously(0), Problem::Bounds(BoundsProblem::ExemptionOfPolicy { name: exemption.name() }))];
        assert_eq!(faults_of(&[Some("http://a.example.com")], &[exemption]), of_policy);
    }
    let twice = [Exemption::PublicSuffixes, Exemption::PublicSuffixes];
    let duplicate = Problem::Exemption(ExemptionProblem::DuplicateExemption { name: "public_suffixes" });
    assert_eq!(faults_of(&suffix, &twice), [(Location::Dangerously(1), duplicate)]);
}

#[test]
fn bounds_without_a_domain() {
    for bound in ["*", "https://*", "http://*", "moz-extension://*"] {
        assert_eq!(faults_of(&[Some(bound)], &[]), [], "{bound}");
    }
    assert!(matches!(
        faults_of(&[Some("https://*"), Some("https://a.example.com:8443")], &[])[..],
        [(Location::OriginPair(0, 1), Problem::List(ListProblem::CoveredOrigin { .. }))]
    ));
    assert!(matches!(
        faults_of(&[Some("*"), Some("https://*")], &[])[..],
        [(Location::OriginPair(0, 1), Problem::List(ListProblem::AnyBeside { .. }))]
    ));
    assert!(matches!(
        faults_of(&[Some("https://*:8443")], &[])[..],
        [(Location::Origin(0), Problem::Bounds(BoundsProblem::AnyHostBoundForm { .. }))]
    ));
    // Every website can send `null`.
    assert_eq!(faults_of(&[Some("null")], &[]), [(Location::Origin(0), Problem::Bounds(BoundsProblem::NullBound))]);
    assert!(matches!(
        faults_of(&[Some("https://*.com")], &[])[..],
        [(_, Problem::List(ListProblem::PublicSuffix { .. }))]
    ));
}

#[test]
fn what_is_always_allowed_and_what_by_default() {
    let within = [Some("https://*")];
    let of = |always, default| located(&OriginsDraft { within: &within, always, default, dangerously: &[] });
    assert_eq!(of(Some(&[Some("tauri://localhost"), None]), Some(&[])), []);
    assert_eq!(of(None, Some(&[Some("https://app.example.com:8443"), None])), []);
    assert_eq!(of(Some(&[]), None), [(Location::AlwaysList, Problem::Bounds(BoundsProblem::NoAlways))]);
    assert_eq!(of(Some(&[Some("*")]), None), [(Location::Always(0), Problem::Bounds(BoundsProblem::AnyInAlways))]);
    assert_eq!(
        of(Some(&[Some("null")]), Some(&[Some("null")])),
        [
            (Location::Always(0), Problem::Bounds(BoundsProblem::NullBound)),
            (Location::Default(0), Problem::Bounds(BoundsProblem::NullBound))
        ]
    );
    let outside = |origin| [(Location::Default(0), Problem::Bounds(BoundsProblem::DefaultNotWithin { origin }))];
    for origin in ["*", "http://localhost", "moz-extension://a"] {
        let default = [Some(origin)];
        let draft = OriginsDraft { within: &within, always: None, default: Some(&default), dangerously: &[] };
        assert_eq!(located(&draft), outside(origin));
    }
    assert!(matches!(
        of(Some(&[Some("tauri://a"), Some("tauri://a")]), Some(&[Some("https://*.github.io")]))[..],
        [
            (Location::AlwaysPair(0, 1), Problem::List(ListProblem::DuplicateOrigin { .. })),
            (Location::Default(0), Problem::List(ListProblem::PublicSuffix { .. }))
        ]
    ));
    let any = [Some("*")];
    let default = Some(&any[..]);
    assert_eq!(located(&OriginsDraft { within: &any, always: None, default, dangerously: &[] }), []);
}

fn faults(value: &str) -> Vec<(usize, Problem<'_>)> {
    let faults = read(value, &WITHIN).unwrap_err();
    faults.into_iter().map(|EntryFault { entry, problem, .. }| (entry, problem)).collect()
}

#[test]
fn valid_values_are_read() {
    let value =
        "https://app.example.com,https://*.shop.example.com,https://pr-7-*.preview.example.net,http://localhost:5173";
    let patterns = read(value, &WITHIN).unwrap();
    assert_eq!(patterns.iter().map(Origin::text).collect::<Vec<_>>().join(","), value);
    // The bounds are within themselves.
    assert_eq!(read(&WITHIN.join(","), &WITHIN).unwrap().len(), WITHIN.len());
    assert_eq!(read_within(&[], &WITHIN, SuffixRule::NoList), Ok(Vec::new()));
}

/// A wider list cannot be configured.
#[test]
fn values_cannot_be_wider_than_bounds() {
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
    assert!(matches!(faults("*")[..], [(1, Problem::Bounds(BoundsProblem::AnyEntry { .. }))]));
    assert!(matches!(faults("null")[..], [(1, Problem::Bounds(BoundsProblem::NullEntry))]));
    // Each value must be within one bound.
    assert!(read("https://*.example.com", &["https://a.example.com", "https://b.example.com"]).is_err());
}

#[test]
fn variables_are_read_strictly() {
    assert_eq!(faults(""), [(1, Problem::Bounds(BoundsProblem::EmptyEntry))]);
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
fn all_faults_are_reported_in_order() {
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
    // The narrower of two is the redundant one, in any order.
    let covered = [(
        1,
        Problem::List(ListProblem::CoveredOrigin { origin: "https://a.example.com", by: "https://*.example.com" }),
    )];
    assert_eq!(faults("https://a.example.com,https://*.example.com"), covered);
}

/// Under `https://*` an operator names any host and port. Wildcards obey the rule about public suffixes.
#[test]
fn values_within_bounds_without_a_domain() {
    let is_fine = |value: &str, bound: &'static str| read(value, &[bound]).is_ok();
    for value in ["https://app.corp.example", "https://10.0.0.1:8443", "https://[::1]", "https://*.corp.example:*"] {
        assert!(is_fine(value, "https://*") && is_fine(value, "*"), "{value}");
    }
    assert!(is_fine("http://nas.local:8080", "http://*") && !is_fine("http://nas.local:8080", "https://*"));
    assert!(is_fine("moz-extension://*", "*") && is_fine("*", "*") && !is_fine("*", "https://*"));
    let first = |value: &'static str, bound: &'static [&'static str], rule| {
        read_within(&[value], bound, rule).map(drop).map_err(|faults| faults[0].problem)
    };
    for pattern in ["https://*.com", "https://app-*.vercel.app", "https://*.co.uk:*", "https://*.intranet"] {
        let problem = Err(Problem::Bounds(BoundsProblem::PublicSuffixEntry { pattern }));
        assert_eq!(first(pattern, &["https://*"], SuffixRule::List(SUFFIXES)), problem);
        let unknown = Err(Problem::Bounds(BoundsProblem::SuffixesUnknown { pattern }));
        assert_eq!(first(pattern, &["https://*"], SuffixRule::NoList), unknown);
        assert_eq!(first(pattern, &["*"], SuffixRule::Disabled), Ok(()));
    }
    // Bounds with a domain exclude public suffixes by themselves.
    let bounds = &["https://*.example.com", "moz-extension://*"];
    assert_eq!(first("https://*.a.example.com", bounds, SuffixRule::NoList), Ok(()));
    assert_eq!(first("moz-extension://*", bounds, SuffixRule::NoList), Ok(()));
    let text = "https://*";
    let any_host = Err(Problem::Bounds(BoundsProblem::AnyHostEntry { text }));
    assert_eq!(first(text, &["https://*"], SuffixRule::NoList), any_host);
    assert!(matches!(read("*,https://a.example", &["*"]).unwrap_err()[..], [EntryFault { entry: 2, .. }]));
}

#[test]
fn long_lists_of_values() {
    let values: Vec<String> = (0..100_000).map(|n| format!("https://host-{n}.example")).collect();
    let entries: Vec<&str> = values.iter().map(String::as_str).collect();
    assert_eq!(read_within(&entries, &["https://*"], SuffixRule::NoList).unwrap().len(), entries.len());
    let twice = [&entries[..], &entries[99_999..]].concat();
    let faults = read_within(&twice, &["https://*"], SuffixRule::NoList).unwrap_err();
    assert!(matches!(faults[..], [EntryFault { entry: 100_001, .. }]), "{faults:?}");
}

#[test]
fn statics_under_policies_with_credentials() {
    let lists = |within| OriginsLists { within, always: &[], default: &[] };
    let is_error = |lists: OriginsLists<'static>, insecure, any_host| {
        catch_unwind(|| assert_within(lists, insecure, any_host)).is_err()
    };
    for insecure in [
        lists(&["http://*.example.com"]),
        lists(&["https://a.example.com", "http://printer.example.com"]),
        lists(&["http://*"]),
        OriginsLists { always: &["http://printer.example.com"], ..lists(&["https://*"]) },
        OriginsLists { default: &["http://printer.example.com"], ..lists(&["https://*"]) },
    ] {
        assert!(is_error(insecure, false, true), "{insecure:?}");
        assert!(!is_error(insecure, true, false), "{insecure:?}");
        assert_insecure_within(insecure);
    }
    let extensions = OriginsLists { always: &["moz-extension://*"], ..lists(&["https://*"]) };
    assert!(is_error(extensions, true, false) && !is_error(extensions, false, true));
    assert_any_host_within(extensions);
    assert!(is_error(lists(&["*"]), true, true));
    for secure in [
        lists(&WITHIN),
        lists(&["https://*"]),
        OriginsLists { always: &["tauri://localhost"], ..lists(&["https://*"]) },
    ] {
        assert!(!is_error(secure, false, false), "{secure:?}");
        assert!(catch_unwind(|| assert_insecure_within(secure)).is_err());
        assert!(catch_unwind(|| assert_any_host_within(secure)).is_err());
    }
}

#[test]
fn constants_of_a_default_are_within_the_bounds() {
    const { assert_default(&["https://a.example.com"], &["http://localhost", "https://*"]) };
    assert!(
        catch_unwind(|| assert_default(&["https://a.example.com", "http://a.example.com"], &["https://*"])).is_err()
    );
}

#[test]
fn headers_that_extractors_read() {
    assert_request_headers(&["X-Tenant", "cookie", "sec-fetch-site", "content-type"]);
    for name in ["*", "", "x tenant", "x-tenant,x-region", "x-*", "access-control-allow-origin", "x-ü"] {
        assert!(catch_unwind(|| assert_request_headers(&[name])).is_err(), "{name}");
    }
}

/// The help must not suggest a change of the source, or an origin out of bounds.
#[test]
fn helps_can_be_followed() {
    let help = |value: &str| {
        let faults = read(value, &WITHIN).unwrap_err();
        faults[0].problem.help().to_string()
    };
    assert_eq!(help("https://App.example.com/"), "write `https://app.example.com`");
    assert_eq!(help("app.example.com"), "write `https://app.example.com`");
    let two = "https://a.example.com https://b.example.com;https://c.example.com/";
    assert_eq!(help(two), "write `https://a.example.com,https://b.example.com,https://c.example.com`");
    // Lists as in configuration files.
    for quoted in ["\"https://a.example.com\"", "'https://a.example.com", "[\"https://a.example.com\"]"] {
        assert_eq!(help(quoted), "write `https://a.example.com`");
    }
    assert_eq!(help("\"app\""), "write it without quotation marks and brackets");
    let address = read("[\"http://[::1]:80\"]", &["http://[::1]"]).unwrap_err();
    assert_eq!(address[0].problem.help().as_str(), "write `http://[::1]`");
    // The origins that were probably meant are out of bounds.
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
        assert_eq!(faults(null), [(1, Problem::Bounds(BoundsProblem::NullEntry))]);
    }
}

/// The help follows the bounds, and must not be cut.
#[test]
fn long_bounds_leave_room_for_the_help() {
    let (scheme, host) = ("s".repeat(64), "a23456789.".repeat(24) + "example");
    let long = format!("{scheme}://*.{host}:65535");
    let within = vec![long.as_str(); 9];
    let origin = format!("{scheme}://b.{host}");
    let text = read(&origin, &within).unwrap_err()[0].problem.to_string();
    assert!(text.contains(" or another bound [cors::not_within]\n\nhelp: name an origin"), "{text}");
    assert!(text.ends_with("can change them"), "{text}");
}

/// Names that scripts cannot send are those that a policy cannot allow.
#[test]
fn sendable_headers_are_those_that_policies_can_allow() {
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

/// Texts in place of a wildcard, and in place of a wildcard port.
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

    /// The bounds match every origin that a value matches.
    #[test]
    fn values_match_no_origin_out_of_bounds(
        within in proptest::collection::vec(pattern(), 1..4),
        entries in proptest::collection::vec((0..3_usize, filling(), pattern(), any::<bool>()), 1..3),
        fillings in proptest::collection::vec(filling(), 4),
    ) {
        let within: Vec<&str> = within.iter().map(String::as_str).collect();
        let bounds: Vec<Pattern<'_>> = within.iter().map(|text| Pattern::parse(text).unwrap()).collect();
        let entries = entries.into_iter().map(|(index, filling, other, is_other)| {
            if is_other { other } else { filled(within[index % within.len()], filling) }
        });
        let value = entries.collect::<Vec<_>>().join(",");
        let Ok(patterns) = read(&value, &within) else { return Ok(()) };
        for (pattern, filling) in patterns.iter().flat_map(|pattern| fillings.iter().map(move |filling| (pattern, *filling))) {
            let origin = filled(pattern.text(), filling);
            let Origin::Pattern(pattern) = pattern else { continue };
            if pattern.matches(origin.as_bytes()) {
                prop_assert!(bounds.iter().any(|bound| bound.matches(origin.as_bytes())), "{value} {within:?} {origin}");
            }
        }
    }

    /// Bounds that pass the public suffix check keep values from failing it.
    #[test]
    fn values_do_not_span_public_suffixes(within in pattern(), filling in filling()) {
        let entry = filled(&within, filling);
        if faults_of(&[Some(&within)], &[]).is_empty() && read(&entry, &[&within]).is_ok() {
            prop_assert!(check(&Draft { origins: &[Some(&entry)], ..DRAFT }, &SUFFIXES).is_empty(), "{within} {entry}");
        }
    }

    /// A value needs one correction at most.
    #[test]
    fn the_text_to_write_is_within(
        pattern in pattern(),
        (front, back) in (select(&["", " ", "//", "HTTPS://", "u@"][..]), select(&["", "/", " ", ":443", ":", "#", ";https://a.b.example"][..])),
        strip: bool,
    ) {
        let within = ["https://*.example", "https://*.b.github.io"];
        let rest = if strip { pattern.split_once("://").unwrap().1 } else { &pattern };
        let value = format!("{front}{rest}{back}");
        for fault in read(&value, &within).err().into_iter().flatten() {
            let help = fault.problem.help().to_string();
            let written = help.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`'));
            if let Some(written) = written {
                let faults = read(written, &within).err().into_iter().flatten();
                // Each of several origins becomes an entry of its own.
                let mut faults = faults.filter(|_| !matches!(fault.problem, Problem::Bounds(BoundsProblem::SeveralInEntry { .. })));
                prop_assert!(faults.next().is_none(), "{value:?}: {help}");
            }
        }
    }

    /// A pattern that owns its text has the same parts.
    #[test]
    fn owned_patterns_are_equal(text in pattern()) {
        let pattern = Pattern::parse(&text).unwrap();
        let owned = OwnedPattern::new(&pattern);
        prop_assert_eq!(owned.pattern(), pattern);
    }
}
