//! The test data, with the results that this project expects.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DRAFT, SUFFIXES, corpus};
use handler_cors_policy::{Draft, Exemption, Location, Origin, Pattern, Problem, check, is_forbidden_response_header};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    pattern: String,
    credentials: bool,
    dangerously: Vec<String>,
    accept: bool,
    why: String,
}

/// The problems of a policy with this one origin.
fn problems(origin: &str, credentials: bool, exemptions: &[Exemption]) -> Vec<String> {
    let draft = Draft { origins: &[Some(origin)], credentials, dangerously: exemptions, ..DRAFT };
    let faults = check(&draft, &SUFFIXES);
    assert!(faults.iter().all(|fault| fault.location == Location::Origin(0)), "{origin}: {faults:?}");
    faults.iter().map(|fault| format!("{:?}", fault.problem)).collect()
}

#[test]
fn origin_patterns() {
    let rows: Vec<Row> = corpus("origin-patterns.json");
    assert_eq!(rows.len(), 245);
    for row in &rows {
        let exemptions: Vec<Exemption> = row.dangerously.iter().map(|name| Exemption::parse(name).unwrap()).collect();
        let problems = problems(&row.pattern, row.credentials, &exemptions);
        assert_eq!(problems.is_empty(), row.accept, "{:?} ({}): {problems:?}", row.pattern, row.why);
        assert!(problems.len() <= 2, "{:?}: {problems:?}", row.pattern);
    }
}

#[derive(Deserialize)]
struct Set {
    patterns: Vec<String>,
    matched: Vec<String>,
    not_matched: Vec<String>,
}

/// Rows of lenient matchers, which match these because no browser sends them. A pattern here only matches origins of its
/// grammar: labels consist of `a-z 0-9 - _` and are not empty, and brackets contain an IPv6 address.
const NO_HOSTS: [&str; 4] = [
    "https://evil.org?.example.com",
    "https://evil.org%60.example.com",
    "https://a..example.com",
    "https://[example.com]",
];

#[test]
fn matching() {
    let sets: Vec<Set> = corpus("matching.json");
    assert_eq!(sets.len(), 19);
    for Set { patterns, matched, not_matched } in &sets {
        let origins: Vec<Origin<'_>> = patterns.iter().map(|text| Origin::parse(text).unwrap()).collect();
        let is_matched = |origin: &str| {
            origins.iter().any(|pattern| match pattern {
                Origin::Any => true,
                Origin::Null => origin == "null",
                Origin::Pattern(pattern) => pattern.matches(origin.as_bytes()),
            })
        };
        for origin in matched {
            assert_eq!(is_matched(origin), !NO_HOSTS.contains(&origin.as_str()), "{patterns:?} {origin:?}");
        }
        for origin in not_matched {
            assert!(!is_matched(origin), "{patterns:?} {origin:?}");
        }
    }
}

#[derive(Deserialize)]
struct Names {
    forbidden_request_headers: Vec<String>,
    forbidden_request_header_prefixes: Vec<String>,
    cors_response_headers: Vec<String>,
    forbidden_response_header_names: Vec<String>,
    prohibited_response_header_names: Vec<String>,
    safelisted_response_header_names: Vec<String>,
    forbidden_methods_any_case: Vec<String>,
    methods_normalised_to_upper: Vec<String>,
    limits: Limits,
}

#[derive(Deserialize)]
struct Limits {
    max_scheme_len: usize,
    max_host_len: usize,
    max_host_after_wildcard: usize,
    max_port_digits: usize,
    max_origin_or_pattern_len: usize,
    max_age: (i64, u64),
}

fn only_problem<'a>(draft: &Draft<'a>) -> Option<Problem<'a>> {
    let faults = check(draft, &SUFFIXES);
    assert!(faults.len() < 2, "{faults:?}");
    faults.first().map(|fault| fault.problem)
}

fn in_headers(name: &str) -> Option<&'static str> {
    only_problem(&Draft { headers: &[name], ..DRAFT }).map(|problem| problem.name())
}

fn in_expose(name: &str) -> Option<&'static str> {
    only_problem(&Draft { expose: &[name], ..DRAFT }).map(|problem| problem.name())
}

/// The name as it is, and in upper case.
fn in_both_cases(name: &str) -> [String; 2] {
    [name.to_owned(), name.to_ascii_uppercase()]
}

#[test]
fn request_header_names() {
    let names: Names = corpus("names.json");
    let prefixed = names.forbidden_request_header_prefixes.iter().map(|prefix| format!("{prefix}x"));
    for name in names.forbidden_request_headers.iter().cloned().chain(prefixed).flat_map(|name| in_both_cases(&name)) {
        assert!(in_headers(&name).unwrap() == "forbidden_request_header", "{name}");
    }
    for name in names.cors_response_headers.iter().flat_map(|name| in_both_cases(name)) {
        assert!(in_headers(&name).unwrap() == "cors_header_in_request", "{name}");
    }
    for name in ["accept", "accept-language", "content-type", "range", "authorization", "x-sec-", "prox", "sec", "dn"] {
        assert_eq!(in_headers(name), None, "{name}");
    }
}

#[test]
fn response_header_names() {
    let names: Names = corpus("names.json");
    for name in names.forbidden_response_header_names.iter().flat_map(|name| in_both_cases(name)) {
        assert!(in_expose(&name).unwrap() == "forbidden_response_header", "{name}");
        assert!(is_forbidden_response_header(&name), "{name}");
    }
    let cors = names.prohibited_response_header_names.iter().chain(&names.cors_response_headers);
    for name in cors.flat_map(|name| in_both_cases(name)) {
        assert!(in_expose(&name).unwrap() == "cors_header_exposed", "{name}");
    }
    for name in names.safelisted_response_header_names.iter().flat_map(|name| in_both_cases(name)) {
        assert_eq!(in_expose(&name), None, "{name}");
        assert!(!is_forbidden_response_header(&name), "{name}");
        let exposed = [name.as_str()];
        let advice = handler_cors_policy::advise(&Draft { expose: &exposed, ..DRAFT });
        assert_eq!(advice.len(), 1, "{name}");
    }
}

#[test]
fn methods() {
    let names: Names = corpus("names.json");
    let problem = |method: &str| only_problem(&Draft { methods: &[method], ..DRAFT }).map(|problem| problem.name());
    for method in &names.forbidden_methods_any_case {
        for method in [method.clone(), method.to_ascii_lowercase()] {
            assert!(problem(&method).unwrap() == "forbidden_method", "{method}");
        }
    }
    for method in names.methods_normalised_to_upper.iter().map(String::as_str).chain(["PATCH"]) {
        assert_eq!(problem(method), None, "{method}");
    }
}

#[test]
fn limits() {
    let Limits {
        max_scheme_len,
        max_host_len,
        max_host_after_wildcard,
        max_port_digits,
        max_origin_or_pattern_len,
        max_age,
    } = corpus::<Names>("names.json").limits;
    assert_eq!(handler_cors_policy::MAX_ORIGIN_LEN, max_origin_or_pattern_len);
    assert_eq!(max_port_digits, "65535".len());

    let host = |length: usize| {
        let mut host = "a23456789.".repeat(length / 10 + 1);
        host.truncate(length - 1);
        host + "x"
    };
    let parses = |text: String| Pattern::parse(&text).is_ok();
    let matches_label = |label: String| {
        let patterns = ["https://*.example.com", "https://a*.example.com"].map(|text| Pattern::parse(text).unwrap());
        let origin = format!("https://{label}.example.com");
        let matched = patterns.map(|pattern| pattern.matches(origin.as_bytes()));
        assert_eq!(matched[0], matched[1], "{label}");
        matched[0]
    };
    for (excess, fits) in [(0, true), (1, false)] {
        assert_eq!(parses(format!("{}://x", "s".repeat(max_scheme_len + excess))), fits);
        assert_eq!(parses(format!("https://{}", host(max_host_len + excess))), fits);
        assert_eq!(parses(format!("https://*.{}", host(max_host_after_wildcard + excess))), fits);
        // A limit of DNS that the test data does not have (RFC 1035 section 2.3.4).
        assert_eq!(parses(format!("https://{}.example", "a".repeat(63 + excess))), fits);
        assert_eq!(matches_label("a".repeat(63 + excess)), fits);
        let seconds = Some(max_age.1 + excess as u64);
        assert_eq!(only_problem(&Draft { max_age: seconds, ..DRAFT }).is_none(), fits);
    }
    let longest = format!("{}://{}:65535", "s".repeat(max_scheme_len), host(max_host_len));
    assert_eq!(longest.len(), max_origin_or_pattern_len);
    assert!(Pattern::parse(&longest).unwrap().matches(longest.as_bytes()));
}
