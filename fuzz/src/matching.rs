//! The grammar and the matcher against the naive ones.

use crate::naive::Oracle;
use crate::near::near;
use handler_cors_policy::{Origin, Pattern};
use libfuzzer_sys::arbitrary::Unstructured;

/// Takes patterns, a line for each; behind a NUL origins, a line for each; behind another, bytes that make origins of the
/// patterns.
pub fn matching(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == 0);
    let mut lines = || parts.next().unwrap_or_default();
    let (patterns, origins, changes) = (lines(), lines(), lines());
    let mut changes = Unstructured::new(changes);
    for text in patterns.split(|byte| *byte == b'\n') {
        let Ok(text) = std::str::from_utf8(text) else { continue };
        let (pattern, oracle) = (Pattern::parse(text), Oracle::parse(text));
        assert_eq!(pattern.is_ok(), oracle.is_some(), "{text:?}: {pattern:?}");
        let (Ok(pattern), Some(oracle)) = (pattern, oracle) else { continue };
        assert_eq!(Origin::parse(text), Ok(Origin::Pattern(pattern)));
        assert_can_be_matched(&pattern);
        let agree = |origin: &[u8]| assert_agreement(&pattern, &oracle, origin);
        origins.split(|byte| *byte == b'\n').for_each(agree);
        if let Ok(origin) = near(text, &mut changes) {
            agree(&origin);
        }
    }
}

/// A pattern that is accepted and admits nobody would be a lock without a key.
fn assert_can_be_matched(pattern: &Pattern<'_>) {
    let text = pattern.text();
    let origin = text.strip_suffix(":*").unwrap_or(text).replacen('*', "a", 1);
    assert!(pattern.matches(origin.as_bytes()), "{text} {origin}");
    assert_eq!(pattern.matches(text.as_bytes()), pattern.is_exact(), "{text}");
}

fn assert_agreement(pattern: &Pattern<'_>, oracle: &Oracle, origin: &[u8]) {
    let admitted = pattern.matches(origin);
    assert_eq!(admitted, oracle.matches(origin), "{pattern} {}", origin.escape_ascii());
    // Nothing is admitted that could not be listed by itself.
    let listed = std::str::from_utf8(origin).ok().and_then(|text| Pattern::parse(text).ok());
    assert!(!admitted || listed.is_some_and(|origin| origin.is_exact()), "{pattern} {}", origin.escape_ascii());
}
