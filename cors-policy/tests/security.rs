//! The attacks that the rules prevent.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DRAFT, SUFFIXES};
use handler_cors_policy::{Draft, Origin, Pattern, check};

fn is_error(origin: &str, credentials: bool) -> bool {
    !check(&Draft { origins: &[Some(origin)], credentials, ..DRAFT }, &SUFFIXES).is_empty()
}

/// Whether a valid pattern matches the origin that an attacker's page sends.
fn matches(pattern: &str, origin: &str) -> bool {
    assert!(!is_error(pattern, false), "{pattern}");
    Pattern::parse(pattern).unwrap().matches(origin.as_bytes())
}

#[test]
fn a_sandboxed_frame_of_an_attacker_is_not_allowed() {
    assert!(is_error("null", false) && is_error("null", true));
    assert!(!matches("https://*.example.com", "null"));
}

#[test]
fn pages_cannot_use_the_credentials_of_their_users_everywhere() {
    assert!(is_error("*", true) && !is_error("*", false));
}

#[test]
fn a_network_attacker_cannot_tamper_with_pages_that_send_cookies() {
    for origin in ["http://app.example.com", "http://*.example.com", "http://192.168.1.10", "http://[2001:db8::1]"] {
        assert!(is_error(origin, true) && !is_error(origin, false), "{origin}");
    }
    assert!(!matches("https://app.example.com", "http://app.example.com"));
}

/// Names that only look like the user's own machine are resolved by DNS, which a network attacker controls.
#[test]
fn look_alikes_of_localhost_are_not_loopback() {
    for origin in [
        "http://localhost.example.com",
        "http://notlocalhost",
        "http://local-host",
        "http://127.0.0.1.example.com",
        "http://128.0.0.1",
        "http://[::ffff:7f00:1]",
    ] {
        assert!(is_error(origin, true), "{origin}");
    }
    assert!(!is_error("http://localhost:3000", true));
}

#[test]
fn other_sites_of_a_shared_host_are_not_allowed() {
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
        assert!(is_error(pattern, false) && is_error(pattern, true), "{pattern}");
    }
    for pattern in ["https://*.my-site.github.io", "https://pr-*.amazonaws.com", "https://*.city.kawasaki.jp"] {
        assert!(!is_error(pattern, true), "{pattern}");
    }
}

#[test]
fn a_missing_dot_is_an_error() {
    assert!(is_error("https://*example.com", false));
    assert!(!matches("https://*.example.com", "https://evilexample.com"));
    assert!(!matches("https://*.example.com", "https://evil-example.com"));
}

#[test]
fn longer_domains_are_not_allowed() {
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

/// Subdomains are easier to take over than the host itself.
#[test]
fn subdomains_and_their_parent_do_not_match_each_other() {
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

/// Anyone can register the domain under another top-level domain.
#[test]
fn wildcards_cannot_match_top_level_domains() {
    for pattern in ["https://example.*", "https://example.*.", "https://*", "https://a*", "https://*.*", "https://*."] {
        assert!(is_error(pattern, false), "{pattern}");
    }
}

/// Implementations that split or search such a text match parts of it.
#[test]
fn several_origins_in_one_string_are_an_error() {
    for text in ["https://a.example,https://b.example", "https://a.example https://b.example", "https://a.example|null"]
    {
        assert!(Origin::parse(text).is_err(), "{text}");
    }
    assert!(!matches("https://a.example", "https://a.example, https://evil.example"));
}

/// A dot in a regular expression is any character: `https://app.example\.com` would match `https://appxexample.com`.
#[test]
fn a_dot_only_matches_a_dot() {
    assert!(is_error("https://app.example\\.com", false));
    assert!(!matches("https://app.example.com", "https://appxexample.com"));
}

#[test]
fn look_alike_letters_do_not_match_ascii() {
    assert!(is_error("https://\u{430}pp.example.com", false));
    assert!(!matches("https://app.example.com", "https://\u{430}pp.example.com"));
    assert!(!matches("https://*.example.com", "https://\u{430}pp.example.com"));
}

/// Browsers parse `0x7f.1` and `127.1` as 127.0.0.1, other programs as names.
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
        assert!(is_error(&format!("http://{host}"), false), "{host}");
    }
}

#[test]
fn values_longer_than_any_origin_do_not_match() {
    let pattern = Pattern::parse("https://*.example.com").unwrap();
    let host = |labels: usize| format!("https://{}example.com", "a.".repeat(labels));
    assert!(pattern.matches(host(121).as_bytes()));
    assert!(!pattern.matches(host(122).as_bytes()), "254 bytes of host");
    assert!(!pattern.matches(&[b'a'; 1 << 20]));
    let long = format!("https://{}.example.com", "a".repeat(64));
    assert!(!pattern.matches(long.as_bytes()), "a label of 64 bytes");
}

/// With `*` and credentials, browsers treat these as names. A developer who sees that nothing works may turn off more.
#[test]
fn wildcards_that_browsers_take_literally_are_errors() {
    let faults = |headers, expose| check(&Draft { headers, expose, credentials: true, ..DRAFT }, &SUFFIXES).len();
    assert_eq!(faults(&["*"], &[]), 1);
    assert_eq!(faults(&[], &["*"]), 1);
    assert_eq!(faults(&["x-*"], &["x-*"]), 2);
}

/// Scripts could not use these headers, but a reader of the policy would think so.
#[test]
fn protective_headers_cannot_be_allowed() {
    for name in ["cookie", "Host", "origin", "Sec-Fetch-Site", "proxy-authorization", "content-length"] {
        assert_eq!(check(&Draft { headers: &[name], ..DRAFT }, &SUFFIXES).len(), 1, "{name}");
    }
    for name in ["set-cookie", "Set-Cookie2"] {
        assert_eq!(check(&Draft { expose: &[name], ..DRAFT }, &SUFFIXES).len(), 1, "{name}");
    }
}
