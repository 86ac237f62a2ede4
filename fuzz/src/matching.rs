//! Compares the grammar and the matcher with the naive ones.

use crate::naive::Oracle;
use crate::near::near;
use handler_cors_policy::{Origin, Pattern};
use libfuzzer_sys::arbitrary::Unstructured;

/// Reads the bytes as three parts, separated by NUL: patterns, one per line; origins, one per line; and bytes that make origins from
/// the patterns.
pub fn matching(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == 0);
    let mut lines = || parts.next().unwrap_or_default();
    let (patterns, origins, changes) = (lines(), lines(), lines());
    let mut changes = Unstructured::new(changes);
    for text in patterns.split(|byte| *byte == b'\n') {
        let Ok(text) = std::str::from_utf8(text) else { continue };
        let (pattern, oracle) = (Pattern::parse(text), Oracle::parse(text));
        assert_eq!(pattern.is_ok(), oracle.is_some(), "{text:?}: {pattern:?}");
        assert_eq!(Pattern::read(text), pattern.ok(), "{text:?}");
        let (Ok(pattern), Some(oracle)) = (pattern, oracle) else { continue };
        assert_eq!(Origin::parse(text), Ok(Origin::Pattern(pattern)));
        assert_matches_something(&pattern);
        let agree = |origin: &[u8]| assert_agreement(&pattern, &oracle, origin);
        origins.split(|byte| *byte == b'\n').for_each(agree);
        if let Ok(origin) = near(text, &mut changes) {
            agree(&origin);
        }
    }
}

/// An accepted pattern matches at least one origin.
fn assert_matches_something(pattern: &Pattern<'_>) {
    let text = pattern.text();
    let origin = text.strip_suffix(":*").unwrap_or(text).replacen('*', "a", 1);
    assert!(pattern.matches(origin.as_bytes()), "{text} {origin}");
    assert_eq!(pattern.matches(text.as_bytes()), pattern.is_exact(), "{text}");
}

fn assert_agreement(pattern: &Pattern<'_>, oracle: &Oracle, origin: &[u8]) {
    let matched = pattern.matches(origin);
    assert_eq!(matched, oracle.matches(origin), "{pattern} {}", origin.escape_ascii());
    // Every matched origin is itself a valid exact origin. Where every host matches, it is not looked into, and what a label decodes to
    // never is.
    let listed = std::str::from_utf8(origin).ok().and_then(|text| Pattern::parse(text).ok());
    let is_looked_into = !pattern.has_any_host() && !origin.windows(4).any(|four| four == b"xn--");
    assert!(
        !matched || !is_looked_into || listed.is_some_and(|origin| origin.is_exact()),
        "{pattern} {}",
        origin.escape_ascii()
    );
}
