//! The grammar and the matcher, compared with naive ones. The fuzz target `matching` does the same without end.
#![allow(clippy::unwrap_used)]

mod naive;

use handler_cors_policy::{Origin, Pattern};
use naive::Oracle;
use proptest::prelude::*;
use proptest::sample::select;

const PIECES: &[&str] = &[
    "https",
    "http",
    "tauri",
    "ws",
    "h+1",
    "://",
    ":",
    "//",
    ".",
    "..",
    "*",
    "*.",
    "a",
    "b-",
    "_c",
    "example",
    "com",
    "pr-*",
    "-*-",
    "1",
    "127.0.0.1",
    "127.0.0.01",
    "0x7f",
    "0x",
    "[::1]",
    "[",
    "]",
    "::",
    "[1::1]",
    "[2001:db8::1]",
    "0:",
    "443",
    "80",
    "8443",
    "65535",
    "65536",
    "0",
    "08",
    "@",
    "/",
    "?",
    "#",
    "\\",
    " ",
    "\t",
    "A",
    "%",
    "{",
    "'",
    "\u{e4}",
    "\u{ff0e}",
    "null",
    "https://app.example.com",
    "https://*.example.com",
    "http://localhost:*",
    "https://a23456789.a23456789.a23456789.a23456789.a23456789.a23456789.a23456789.a23456789.a23456789.a23456789.a23456789",
    "a2345678901234567890123456789012345678901234567890123456789012",
];

fn text() -> impl Strategy<Value = String> {
    let scheme = || select(&["https", "http", "tauri"][..]);
    let piece = prop_oneof![12 => select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    let pieces = || prop::collection::vec(piece.clone(), 0..8).prop_map(|pieces| pieces.concat());
    let origin = (scheme(), pieces()).prop_map(|(scheme, rest)| format!("{scheme}://{rest}"));
    let plain = select(&["a", "ab", "a-b", "a_b", "1", "-", "xn--4ca", "example", "127", "0x1"][..]);
    let encoded = prop::collection::vec(select(&["a", "b", "z", "0", "9", "-", "4c", "bcher-kva"][..]), 0..6);
    let label = prop_oneof![
        4 => plain.prop_map(str::to_owned),
        1 => encoded.prop_map(|pieces| format!("xn--{}", pieces.concat())),
    ];
    let host = prop::collection::vec(label, 1..5).prop_map(|labels| labels.join("."));
    let wildcard = select(&["", "", "*.", "pr-*.", "*-a.", "a*-.", "*", "*.*."][..]);
    let end = select(&["", "", "", ".", ":8443", ":*", ":443", ".:*", ":80", "/", ".."][..]);
    let pattern = (scheme(), wildcard, host, end)
        .prop_map(|(scheme, wildcard, host, end)| format!("{scheme}://{wildcard}{host}{end}"));
    prop_oneof![1 => pieces(), 4 => origin, 5 => pattern]
}

/// Origins similar to a pattern: its wildcards filled, and a byte changed, added or removed.
fn near(pattern: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let fillings =
        select(&["a", "a.b", "a-b", "-", "_", "a_b", "0", "", ".", "a.", "A", "*", "*.a", "1.2.3", "a..b"][..]);
    let ports = select(&["", ":", ":1", ":80", ":443", ":8443", ":0", ":65536", ":*", ":01"][..]);
    let change = prop::option::weighted(0.5, (any::<prop::sample::Index>(), 0..3, any::<u8>()));
    let pattern = pattern.to_owned();
    (fillings, ports, change).prop_map(move |(filling, port, change)| {
        let host = pattern.strip_suffix(":*").map(|host| format!("{host}{port}"));
        let mut origin = host.unwrap_or_else(|| pattern.clone()).replacen('*', filling, 1).into_bytes();
        if let Some((at, kind, byte)) = change {
            let at = at.index(origin.len() + 1);
            match kind {
                0 => origin.insert(at, byte),
                1 if at < origin.len() => origin[at] = byte,
                2 if at < origin.len() => drop(origin.remove(at)),
                _ => {}
            }
        }
        origin
    })
}

fn texts_and_origins() -> impl Strategy<Value = (String, Vec<u8>)> {
    text().prop_flat_map(|pattern| {
        let other = text().prop_map(String::into_bytes);
        let origin = prop_oneof![4 => near(&pattern), 1 => other, 1 => prop::collection::vec(any::<u8>(), 0..40)];
        (Just(pattern), origin)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_naive_implementation_agrees((text, origin) in texts_and_origins()) {
        let (pattern, oracle) = (Pattern::parse(&text), Oracle::parse(&text));
        prop_assert_eq!(pattern.is_ok(), oracle.is_some(), "{:?}: {:?}", text, pattern);
        if let (Ok(pattern), Some(oracle)) = (pattern, oracle) {
            let matches = pattern.matches(&origin);
            prop_assert_eq!(matches, oracle.matches(&origin), "{} {}", text, origin.escape_ascii());
            // An origin that is matched can also be listed by itself. Where every host matches, it is not looked into, and what a label
            // decodes to never is.
            let listed = std::str::from_utf8(&origin).ok().and_then(|text| Pattern::parse(text).ok());
            let is_looked_into = !pattern.has_any_host() && !origin.windows(4).any(|four| four == b"xn--");
            prop_assert!(!matches || !is_looked_into || listed.is_some_and(|origin| origin.is_exact()), "{} {}", text, origin.escape_ascii());
        }
    }

    /// Every valid pattern matches an origin.
    #[test]
    fn every_valid_pattern_matches_an_origin(text in text()) {
        if let Ok(Origin::Pattern(pattern)) = Origin::parse(&text) {
            let origin = text.strip_suffix(":*").unwrap_or(&text).replacen('*', "a", 1);
            prop_assert!(pattern.matches(origin.as_bytes()), "{} {}", text, origin);
            prop_assert_eq!(pattern.is_exact(), pattern.matches(text.as_bytes()), "{}", text);
        }
    }
}

/// Otherwise the properties above would not test anything.
#[test]
fn the_generators_reach_both_results() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut patterns, mut matched, mut others) = (0, 0, 0);
    for _ in 0..5000 {
        let (text, origin) = texts_and_origins().new_tree(&mut runner).unwrap().current();
        if let Ok(pattern) = Pattern::parse(&text) {
            patterns += 1;
            *if pattern.matches(&origin) { &mut matched } else { &mut others } += 1;
        }
    }
    assert!(patterns > 500 && matched > 150 && others > 150, "{patterns} patterns, {matched} and {others} origins");
}
