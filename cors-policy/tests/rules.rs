//! What a policy can combine, and where faults are reported.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DRAFT, SUFFIXES};
use handler_cors_policy::{
    AttributeProblem, Draft, Exemption, Fault, HeaderProblem, ListProblem, Location, Origin, OriginProblem, Pattern,
    Problem, advise, check,
};

const APP: &str = "https://app.example.com";
const WWW: &str = "https://www.example.com";
const BELOW: &str = "https://*.example.com";

fn faults<'a>(draft: &Draft<'a>) -> Vec<(Location, Problem<'a>)> {
    check(draft, &SUFFIXES).into_iter().map(|Fault { location, problem }| (location, problem)).collect()
}

fn of_origins<'a>(origins: &'a [Option<&'a str>]) -> Vec<(Location, Problem<'a>)> {
    faults(&Draft { origins, ..DRAFT })
}

#[test]
fn a_valid_policy_has_no_fault() {
    let draft = Draft {
        origins: &[Some(APP), Some("https://*.partner.example"), Some("http://localhost:*"), None],
        methods: &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
        headers: &["content-type", "Authorization", "X-Request-Id", "accept"],
        expose: &["etag", "X-Total-Count"],
        credentials: true,
        max_age: Some(86_400),
        enforce: true,
        dangerously: &[],
    };
    assert_eq!(faults(&draft), []);
}

#[test]
fn duplicates_are_reported_with_the_first() {
    let origin = APP;
    let problem = Problem::List(ListProblem::DuplicateOrigin { origin });
    assert_eq!(
        of_origins(&[Some(APP), Some(WWW), Some(APP), Some(APP)]),
        [(Location::OriginPair(0, 2), problem), (Location::OriginPair(0, 3), problem)]
    );
    assert_eq!(
        of_origins(&[Some("*"), Some("*")]),
        [(Location::OriginPair(0, 1), Problem::List(ListProblem::DuplicateOrigin { origin: "*" }))]
    );
}

#[test]
fn covered_elements_are_reported_with_the_pattern_on_either_side() {
    let problem = Problem::List(ListProblem::CoveredOrigin { origin: APP, by: BELOW });
    assert_eq!(of_origins(&[Some(APP), Some(BELOW)]), [(Location::OriginPair(0, 1), problem)]);
    assert_eq!(of_origins(&[Some(BELOW), Some(APP)]), [(Location::OriginPair(0, 1), problem)]);
}

#[test]
fn an_element_that_several_patterns_cover_is_reported_with_the_first() {
    let list =
        [Some("https://a*.example.com"), Some(APP), Some("https://app.example.com:*"), Some("https://ap*.example.com")];
    assert_eq!(
        of_origins(&list),
        [
            (
                Location::OriginPair(0, 1),
                Problem::List(ListProblem::CoveredOrigin { origin: APP, by: "https://a*.example.com" })
            ),
            (
                Location::OriginPair(0, 3),
                Problem::List(ListProblem::CoveredOrigin {
                    origin: "https://ap*.example.com",
                    by: "https://a*.example.com"
                })
            ),
        ]
    );
}

#[test]
fn an_invalid_element_has_one_fault() {
    assert_eq!(of_origins(&[Some("https://App.example.com/?x"), Some(APP)]).len(), 1);
    assert_eq!(of_origins(&[Some("https://app.example.com/"), Some("https://app.example.com/")]).len(), 2);
    assert_eq!(of_origins(&[Some("null"), Some("null"), Some("*")]).len(), 2);
}

/// The pattern must be removed, and the elements that it covers are not redundant after that.
#[test]
fn an_invalid_pattern_covers_nothing() {
    let suffix = Problem::List(ListProblem::PublicSuffix { pattern: "https://*.com", suffix: "com" });
    assert_eq!(of_origins(&[Some("https://*.com"), Some(APP)]), [(Location::Origin(0), suffix)]);
}

#[test]
fn any_origin_must_be_the_only_element() {
    let beside = |other| Problem::List(ListProblem::AnyBeside { other });
    assert_eq!(
        of_origins(&[Some(APP), Some("*"), None, Some("app.example.com")]),
        [
            (Location::Origin(3), Problem::Origin(OriginProblem::MissingScheme { text: "app.example.com" })),
            (Location::OriginPair(0, 1), beside(Some(APP))),
            (Location::OriginPair(1, 2), beside(None)),
        ]
    );
}

#[test]
fn all_keys_are_checked_in_order() {
    let draft = Draft {
        origins: &[Some("https://*.example.com"), Some("https://example.com/")],
        methods: &["get", "TRACE", "GET", "GET"],
        headers: &["x request", "cookie", "*"],
        expose: &["set-cookie", "*"],
        credentials: true,
        max_age: Some(86_401),
        enforce: false,
        dangerously: &[Exemption::PublicSuffixes, Exemption::InsecureOrigins],
    };
    let locations: Vec<_> = faults(&draft).into_iter().map(|(location, _)| location).collect();
    let expected = [
        Location::Origin(1),
        Location::Method(0),
        Location::Method(1),
        Location::MethodPair(2, 3),
        Location::Header(0),
        Location::Header(1),
        Location::Header(2),
        Location::Expose(0),
        Location::Expose(1),
        Location::MaxAge,
    ];
    assert_eq!(locations, expected, "the faulty origin may be what is exempted");
}

#[test]
fn wildcards_of_headers() {
    let of = |headers, credentials| faults(&Draft { headers, credentials, ..DRAFT });
    assert_eq!(of(&["*"], false), []);
    assert_eq!(of(&["*", "Authorization"], false), []);
    assert_eq!(of(&["*"], true), [(Location::Header(0), Problem::Header(HeaderProblem::AnyHeaderWithCredentials))]);
    let beside = |name| Problem::Header(HeaderProblem::HeaderBesideAny { name });
    assert_eq!(
        of(&["x-a", "*", "x-b"], false),
        [(Location::HeaderPair(0, 1), beside("x-a")), (Location::HeaderPair(1, 2), beside("x-b"))]
    );
    let duplicate = Problem::Header(HeaderProblem::DuplicateHeader { name: "*", earlier: "*" });
    assert_eq!(of(&["*", "*"], false), [(Location::HeaderPair(0, 1), duplicate)]);
}

#[test]
fn the_invalid_character_is_named() {
    for (text, character) in [("x-\u{f6}", '\u{f6}'), ("x-\u{8a9e}-a", '\u{8a9e}'), ("\u{1f600}", '\u{1f600}')] {
        let problem = Problem::Header(HeaderProblem::HeaderCharacter { text, character });
        assert_eq!(faults(&Draft { headers: &[text], ..DRAFT }), [(Location::Header(0), problem)]);
    }
}

#[test]
fn a_scheme_cannot_follow_a_path() {
    for text in ["://app.example.com", "app.example.com/?u=https://www.example.com"] {
        assert_eq!(
            of_origins(&[Some(text)]),
            [(Location::Origin(0), Problem::Origin(OriginProblem::MissingScheme { text }))]
        );
    }
}

#[test]
fn paths_and_colons_around_addresses() {
    let problem = |text| Origin::parse(text).unwrap_err();
    for (text, path) in [
        ("http://192.168.1.10/ab", "/ab"),
        ("http://192.168.1.10/12345", "/12345"),
        ("https://app.example.com/24", "/24"),
    ] {
        assert_eq!(problem(text), Problem::Origin(OriginProblem::Path { text, path }));
    }
    let text = "http://[2001:db8::]/64";
    assert_eq!(problem(text), Problem::Origin(OriginProblem::Network { text, mask: "/64" }));
    for text in ["http://]::1]", "http://::1"] {
        assert_eq!(problem(text), Problem::Origin(OriginProblem::Ipv6Brackets { text }));
    }
    for text in ["https://my.example.com:80:80", "https://localhost:80:80"] {
        assert_ne!(problem(text), Problem::Origin(OriginProblem::Ipv6Brackets { text }));
    }
}

/// Each of these alone is enough.
#[test]
fn signs_of_a_regular_expression() {
    for text in [
        "^https://app.example.com",
        "https://app.example.com$",
        "https://app\\.example.com",
        "https://.*example.com",
        "https://app(.*)example.com",
    ] {
        assert_eq!(
            of_origins(&[Some(text)]),
            [(Location::Origin(0), Problem::Origin(OriginProblem::RegularExpression { text }))]
        );
    }
}

#[test]
fn max_age_is_bounded() {
    let of = |seconds| faults(&Draft { max_age: Some(seconds), ..DRAFT });
    assert_eq!(of(0), []);
    assert_eq!(of(86_400), []);
    assert_eq!(
        of(86_401),
        [(Location::MaxAge, Problem::Attribute(AttributeProblem::MaxAgeTooLarge { seconds: 86_401 }))]
    );
    assert_eq!(
        of(u64::MAX),
        [(Location::MaxAge, Problem::Attribute(AttributeProblem::MaxAgeTooLarge { seconds: u64::MAX }))]
    );
}

#[test]
fn null_is_compared_byte_for_byte() {
    for credentials in [false, true] {
        let draft = Draft { origins: &[Some("null")], dangerously: &[Exemption::NullOrigin], credentials, ..DRAFT };
        assert_eq!(faults(&draft), []);
    }
    assert_eq!(Origin::parse("null"), Ok(Origin::Null));
    for text in ["Null", "NULL", "null "] {
        assert!(Origin::parse(text).is_err(), "{text}");
    }
}

#[test]
fn exemptions_with_an_effect() {
    let of = |origin, methods, credentials, exemption| {
        check(&Draft { origins: &[Some(origin)], methods, credentials, dangerously: &[exemption], ..DRAFT }, &SUFFIXES)
            .len()
    };
    assert_eq!(of("http://app.example.com", &["GET"], true, Exemption::InsecureOrigins), 0);
    assert_eq!(of("http://localhost", &["GET"], true, Exemption::InsecureOrigins), 1);
    assert_eq!(of("https://*.github.io", &["GET"], true, Exemption::PublicSuffixes), 0);
    assert_eq!(of("https://app-*.vercel.app", &["GET"], false, Exemption::PublicSuffixes), 0);
    assert_eq!(of("https://*.amazonaws.com", &["GET"], false, Exemption::PublicSuffixes), 0);
    assert_eq!(of(APP, &["GET", "DELETE"], false, Exemption::Unenforced), 0);
    assert_eq!(of(APP, &["GET", "HEAD"], false, Exemption::Unenforced), 1);
    assert_eq!(of("moz-extension://*", &["GET"], true, Exemption::AnyHost), 0);
    assert_eq!(of("moz-extension://*", &["GET"], false, Exemption::AnyHost), 1);
    assert_eq!(of(APP, &["GET"], true, Exemption::AnyHost), 1);
}

#[test]
fn exemptions_are_displayed_as_they_are_written() {
    for exemption in [
        Exemption::InsecureOrigins,
        Exemption::PublicSuffixes,
        Exemption::NullOrigin,
        Exemption::Unenforced,
        Exemption::AnyHost,
    ] {
        assert_eq!(Exemption::parse(&exemption.to_string()), Ok(exemption));
    }
}

#[test]
fn origins_are_displayed_as_they_are_written() {
    for text in ["*", "null", BELOW, "http://localhost:5173"] {
        assert_eq!(Origin::parse(text).map(|origin| origin.to_string()).as_deref(), Ok(text));
    }
    assert_eq!(Pattern::parse(BELOW).map(|pattern| pattern.to_string()).as_deref(), Ok(BELOW));
}

/// Text next to the `*` can be meant as part of the label.
#[test]
fn a_dot_is_only_missing_after_a_bare_wildcard() {
    let pattern = "https://*example.com";
    assert_eq!(
        of_origins(&[Some(pattern)]),
        [(Location::Origin(0), Problem::List(ListProblem::MissingDot { pattern }))]
    );
    for pattern in ["https://my*example.com", "https://*-example.com"] {
        let problem = Problem::List(ListProblem::PublicSuffixInLabel { pattern, suffix: "com" });
        assert_eq!(of_origins(&[Some(pattern)]), [(Location::Origin(0), problem)]);
    }
}

/// A constant can be an insecure origin, but neither a pattern nor `null`.
#[test]
fn exemptions_of_constants() {
    let of =
        |exemption| faults(&Draft { origins: &[None], credentials: true, dangerously: &[exemption], ..DRAFT }).len();
    assert_eq!(of(Exemption::InsecureOrigins), 0);
    assert_eq!(of(Exemption::PublicSuffixes), 1);
    assert_eq!(of(Exemption::NullOrigin), 1);
}

#[test]
fn loopback_pages_are_warned_of() {
    let is_warned = |origin| {
        let draft = Draft { origins: &[Some(origin)], ..DRAFT };
        advise(&draft).iter().any(|advice| advice.location == Location::Origin(0))
    };
    for origin in [
        "http://localhost",
        "https://localhost:8443",
        "http://localhost.:3000",
        "http://*.localhost",
        "http://pr-*.localhost",
        "http://127.0.0.1:3000",
        "http://127.255.255.254",
        "http://[::1]:*",
    ] {
        assert!(is_warned(origin), "{origin}");
    }
    for origin in
        [APP, "http://localhost.example.com", "http://128.0.0.1", "http://[::2]", "tauri://localhost", "null", "*"]
    {
        assert!(!is_warned(origin), "{origin}");
    }
}

#[test]
fn patterns_match() {
    let both_ends = "https://preview-*-web.example.com";
    for (pattern, host, expected) in [
        (both_ends, "preview-1-web", true),
        (both_ends, "preview-a-1-web", true),
        (both_ends, "preview--web", false),
        (both_ends, "preview-1-wed", false),
        (both_ends, "previes-1-web", false),
        (both_ends, "preview-1_-web", false),
        ("https://*-web.example.com", "a-web", true),
        ("https://*-web.example.com", "-web", false),
        (BELOW, "a.b", true),
        (BELOW, "a..b", false),
        (BELOW, ".a", false),
        (BELOW, "a.", false),
    ] {
        let origin = format!("https://{host}.example.com");
        let matches = Pattern::parse(pattern).is_ok_and(|pattern| pattern.matches(origin.as_bytes()));
        assert_eq!(matches, expected, "{pattern} {origin}");
    }
}

#[test]
fn patterns_cover() {
    let covers = |one: &str, other: &str| {
        let parsed = Pattern::parse(one).and_then(|one| Ok((one, Pattern::parse(other)?)));
        parsed.is_ok_and(|(one, other)| one.covers(&other))
    };
    let covering = [
        (BELOW, BELOW),
        (BELOW, "https://a.b.example.com"),
        (BELOW, "https://*.a.example.com"),
        (BELOW, "https://pr-*.example.com"),
        ("https://*.example.com:*", BELOW),
        ("https://*.example.com:*", "https://*.example.com:8443"),
        ("https://example.com:*", "https://example.com"),
        ("https://*.example.com:8443", "https://a.example.com:8443"),
        ("https://pr-*.example.com", "https://pr-1*.example.com"),
        ("https://pr-*.example.com", "https://pr-*-web.example.com"),
        ("https://*-web.example.com", "https://pr-*-web.example.com"),
    ];
    for (one, other) in covering {
        assert!(covers(one, other), "{one} {other}");
    }
    let not_covering = [
        (BELOW, "https://example.com"),
        (BELOW, "http://a.example.com"),
        (BELOW, "https://a.example.com:8443"),
        (BELOW, "https://*.example.com:*"),
        ("https://*.example.com:8443", "https://a.example.com:8444"),
        (BELOW, "https://*.anexample.com"),
        ("https://*.a.example.com", BELOW),
        ("https://pr-*.example.com", BELOW),
        ("https://pr-*.example.com", "https://pr-.example.com"),
        ("https://pr-*.example.com", "https://pr-a_*.example.com"),
        ("https://pr-1*.example.com", "https://pr-*.example.com"),
        ("https://ab*ba.example.com", "https://aba.example.com"),
        (APP, BELOW),
    ];
    for (one, other) in not_covering {
        assert!(!covers(one, other), "{one} {other}");
    }
}

#[test]
fn problems_are_compared_with_their_fields() {
    let path = Problem::Origin(OriginProblem::Path { text: "https://a.example/b", path: "/b" });
    assert_eq!(path, Problem::Origin(OriginProblem::Path { text: "https://a.example/b", path: "/b" }));
    assert_ne!(path, Problem::Origin(OriginProblem::Path { text: "https://a.example/b", path: "/c" }));
    assert_ne!(path, Problem::Origin(OriginProblem::Query { text: "https://a.example/b", query: "/b" }));
}

#[test]
fn lists_of_thousands_are_checked_in_seconds() {
    let exact = (0..10_000).map(|i| format!("https://tenant-{i}.example.com"));
    let labels = (0..10_000).map(|i| format!("https://pr-{i}-*.preview.example.org"));
    let subdomains = (0..10_000).map(|i| format!("https://*.tenant-{i}.example.net:*"));
    let ports = (1..10_000).map(|i| format!("https://*.example.dev:{}", i + 1000));
    let elements: Vec<String> = exact.chain(labels).chain(subdomains).chain(ports).collect();
    let origins: Vec<Option<&str>> = elements.iter().map(|element| Some(element.as_str())).collect();
    let start = std::time::Instant::now();
    assert_eq!(of_origins(&origins), []);
    // A comparison of all pairs would take an hour.
    assert!(start.elapsed().as_secs() < 60);
}

/// Extensions and webviews have a random host for each installation.
#[test]
fn any_host_of_other_schemes() {
    for text in ["moz-extension://*", "safari-web-extension://*", "vscode-webview://*"] {
        assert_eq!(faults(&Draft { origins: &[Some(text)], ..DRAFT }), []);
        let credentialed = Draft { origins: &[Some(text)], credentials: true, ..DRAFT };
        assert!(matches!(
            faults(&credentialed)[..],
            [(Location::Origin(0), Problem::List(ListProblem::AnyHostWithCredentials { .. }))]
        ));
        assert_eq!(faults(&Draft { dangerously: &[Exemption::AnyHost], ..credentialed }), []);
    }
    let extensions = Pattern::parse("safari-web-extension://*").unwrap();
    for host in ["e8fa7b0e-0d95-4c48-b5a1-9f5db0fd28ac", "E8FA7B0E-0D95-4C48-B5A1-9F5DB0FD28AC", "a.b"] {
        assert!(extensions.matches(format!("safari-web-extension://{host}").as_bytes()), "{host}");
    }
    for origin in
        ["safari-web-extension://", "safari-web-extension://a:1", "safari-web-extension://a/", "moz-extension://a"]
    {
        assert!(!extensions.matches(origin.as_bytes()), "{origin}");
    }
    for text in ["https://*", "http://*", "https://*:8443"] {
        assert!(matches!(
            faults(&Draft { origins: &[Some(text)], ..DRAFT })[..],
            [(Location::Origin(0), Problem::Origin(OriginProblem::WildcardAlone { .. }))]
        ));
    }
    let list = [Some("moz-extension://*"), Some("moz-extension://a")];
    assert!(matches!(
        faults(&Draft { origins: &list, ..DRAFT })[..],
        [(Location::OriginPair(0, 1), Problem::List(ListProblem::CoveredOrigin { .. }))]
    ));
}

/// The origins of app shells on Android and Windows are loopback origins, and right in production.
#[test]
fn app_shells_are_not_warned_of() {
    let warned = |origins: &[&'static str]| -> Vec<String> {
        let origins: Vec<_> = origins.iter().copied().map(Some).collect();
        let advice = advise(&Draft { origins: &origins, ..DRAFT });
        advice
            .into_iter()
            .map(|fault| match fault.problem {
                Problem::List(ListProblem::LoopbackOrigin { origin, .. }) => origin.to_owned(),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    assert!(warned(&["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"]).is_empty());
    assert!(warned(&["capacitor://localhost", "https://localhost", "http://localhost"]).is_empty());
    assert_eq!(warned(&["https://app.example.com", "http://localhost"]), ["http://localhost"]);
    assert_eq!(warned(&["tauri://localhost", "http://localhost:1420"]), ["http://localhost:1420"]);
}
