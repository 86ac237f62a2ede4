//! The attack that each rule stops.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DRAFT, SUFFIXES};
use handler_cors_policy::{Draft, Origin, Pattern, check};

fn is_refused(origin: &str, credentials: bool) -> bool {
    !check(&Draft { origins: &[Some(origin)], credentials, ..DRAFT }, &SUFFIXES).is_empty()
}

/// What an attacker's page would have to make a browser send, against the pattern that a developer wrote.
fn matches(pattern: &str, origin: &str) -> bool {
    assert!(!is_refused(pattern, false), "{pattern}");
    Pattern::parse(pattern).unwrap().matches(origin.as_bytes())
}

#[test]
fn a_sandboxed_frame_of_the_attacker_is_not_null() {
    assert!(is_refused("null", false) && is_refused("null", true));
    assert!(!matches("https://*.example.com", "null"));
}

#[test]
fn no_page_acts_as_its_visitor_everywhere() {
    assert!(is_refused("*", true) && !is_refused("*", false));
}

#[test]
fn a_network_attacker_cannot_forge_a_page_that_sends_cookies() {
    for origin in ["http://app.example.com", "http://*.example.com", "http://192.168.1.10", "http://[2001:db8::1]"] {
        assert!(is_refused(origin, true) && !is_refused(origin, false), "{origin}");
    }
    assert!(!matches("https://app.example.com", "http://app.example.com"));
}

/// Names that only look like the visitor's own machine are resolved by DNS, and so by the network attacker.
#[test]
fn a_look_alike_of_localhost_is_no_loopback() {
    for origin in [
        "http://localhost.example.com",
        "http://notlocalhost",
        "http://local-host",
        "http://127.0.0.1.example.com",
        "http://128.0.0.1",
        "http://[::ffff:7f00:1]",
    ] {
        assert!(is_refused(origin, true), "{origin}");
    }
    assert!(!is_refused("http://localhost:3000", true));
}

#[test]
fn a_neighbour_at_the_host_of_sites_is_not_admitted() {
    let patterns = [
        "https://*.github.io",
        "https://*.github.io.",
        "https://*.github.io:*",
        "https://app-*.vercel.app",
        "https://*-app.vercel.app",
        "https://*.amazonaws.com",
        "https://*.kawasaki.jp",
        "https://pr-*.kawasaki.jp",
        "https://*.co.uk",
        "https://*.com",
        "https://*.internal",
        "capacitor://*.com",
    ];
    for pattern in patterns {
        assert!(is_refused(pattern, false) && is_refused(pattern, true), "{pattern}");
    }
    for pattern in ["https://*.my-site.github.io", "https://pr-*.amazonaws.com", "https://*.city.kawasaki.jp"] {
        assert!(!is_refused(pattern, true), "{pattern}");
    }
}

#[test]
fn a_forgotten_dot_admits_nobody() {
    assert!(is_refused("https://*example.com", false));
    assert!(!matches("https://*.example.com", "https://evilexample.com"));
    assert!(!matches("https://*.example.com", "https://evil-example.com"));
}

#[test]
fn a_longer_domain_of_the_attacker_is_not_admitted() {
    for pattern in ["https://example.com", "https://*.example.com", "https://example.com:*", "https://pr-*.example.com"]
    {
        for origin in [
            "https://example.com.evil.example",
            "https://a.example.com.evil.example",
            "https://example.community",
            "https://evil.example/https://a.example.com",
            "https://evil.example?.example.com",
            "https://evil.example#.example.com",
            "https://evil.example\\.example.com",
            "https://evil.example:443.example.com",
            "https://user@evil.example",
            "https://pr-1.example.com@evil.example",
            "https://evil.example`.example.com",
            "https://evil.example{.example.com",
            "https://evil.example'.example.com",
            "https://evil.example%60.example.com",
            "https://evil.example\0.example.com",
            "https://evil.example\n.example.com",
            "https://evil.example .example.com",
        ] {
            assert!(!matches(pattern, origin), "{pattern} {origin:?}");
        }
    }
}

/// Taken over more easily than the host itself.
#[test]
fn subdomains_are_not_admitted_with_their_parent_nor_it_with_them() {
    assert!(!matches("https://example.com", "https://old-blog.example.com"));
    assert!(!matches("https://*.example.com", "https://example.com"));
    assert!(!matches("https://pr-*.example.com", "https://pr-1.a.example.com"));
    assert!(!matches("https://pr-*.example.com", "https://pr-.example.com"));
}

#[test]
fn another_port_is_another_server() {
    assert!(!matches("https://example.com", "https://example.com:8443"));
    assert!(!matches("https://example.com:8443", "https://example.com:84433"));
    assert!(!matches("https://example.com:8443", "https://example.com"));
    assert!(!matches("http://localhost:*", "http://localhost:1@evil.example"));
    assert!(!matches("http://localhost:*", "http://localhost:1:2"));
}

/// A domain per country can be bought in each country.
#[test]
fn a_wildcard_does_not_reach_the_registry() {
    for pattern in ["https://example.*", "https://example.*.", "https://*", "https://a*", "https://*.*", "https://*."] {
        assert!(is_refused(pattern, false), "{pattern}");
    }
}

/// Lists that are split or searched admit what stands between their elements.
#[test]
fn several_origins_in_one_string_admit_nobody() {
    for text in ["https://a.example,https://b.example", "https://a.example https://b.example", "https://a.example|null"]
    {
        assert!(Origin::parse(text).is_err(), "{text}");
    }
    assert!(!matches("https://a.example", "https://a.example, https://evil.example"));
}

/// A dot in a regular expression is any character: `https://app.example\.com` would admit `https://appxexample.com`.
#[test]
fn a_dot_is_a_dot() {
    assert!(is_refused("https://app.example\\.com", false));
    assert!(!matches("https://app.example.com", "https://appxexample.com"));
}

#[test]
fn a_look_alike_letter_is_not_taken_for_ascii() {
    assert!(is_refused("https://\u{430}pp.example.com", false));
    assert!(!matches("https://app.example.com", "https://\u{430}pp.example.com"));
    assert!(!matches("https://*.example.com", "https://\u{430}pp.example.com"));
}

/// Browsers read `0x7f.1` and `127.1` as 127.0.0.1, others as names: who is right must not matter.
#[test]
fn an_address_has_one_form() {
    for host in [
        "0x7f.1",
        "127.1",
        "127.0.0.01",
        "2130706433",
        "127.0.0.1.",
        "[0::1]",
        "[::0001]",
        "[::127.0.0.1]",
        "[::1%25a]",
    ] {
        assert!(is_refused(&format!("http://{host}"), false), "{host}");
    }
}

#[test]
fn a_request_is_no_longer_than_an_origin_can_be() {
    let pattern = Pattern::parse("https://*.example.com").unwrap();
    let host = |labels: usize| format!("https://{}example.com", "a.".repeat(labels));
    assert!(pattern.matches(host(121).as_bytes()));
    assert!(!pattern.matches(host(122).as_bytes()), "254 bytes of host");
    assert!(!pattern.matches(&[b'a'; 1 << 20]));
    let long = format!("https://{}.example.com", "a".repeat(64));
    assert!(!pattern.matches(long.as_bytes()), "a label of 64 bytes");
}

/// With `*` and credentials, browsers take these for names, and a developer who sees nothing work turns off more.
#[test]
fn wildcards_that_browsers_take_literally_are_refused() {
    let faults = |headers, expose| check(&Draft { headers, expose, credentials: true, ..DRAFT }, &SUFFIXES).len();
    assert_eq!(faults(&["*"], &[]), 1);
    assert_eq!(faults(&[], &["*"]), 1);
    assert_eq!(faults(&["x-*"], &["x-*"]), 2);
}

/// They could be written, but a page would not gain them, and a reader of the policy would think it had.
#[test]
fn headers_that_guard_are_not_handed_to_pages() {
    for name in ["cookie", "Host", "origin", "Sec-Fetch-Site", "proxy-authorization", "content-length"] {
        assert_eq!(check(&Draft { headers: &[name], ..DRAFT }, &SUFFIXES).len(), 1, "{name}");
    }
    for name in ["set-cookie", "Set-Cookie2"] {
        assert_eq!(check(&Draft { expose: &[name], ..DRAFT }, &SUFFIXES).len(), 1, "{name}");
    }
}
