//! Compares origins that are named at run time with their bounds.

use crate::naive::Oracle;
use crate::near::near;
use handler_cors_policy::{EntryFault, Origin, SuffixRule, read_within};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use std::collections::HashSet;
use std::str::from_utf8;

/// Reads the bytes as three parts, separated by NUL: bounds, one per line; the value of the variable; and bytes that make one more
/// entry from a bound, and origins near the entries.
pub fn environment(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == 0);
    let (Ok(bounds), Ok(value)) =
        (from_utf8(parts.next().unwrap_or_default()), from_utf8(parts.next().unwrap_or_default()))
    else {
        return;
    };
    let within: Vec<&str> =
        bounds.lines().filter(|text| Origin::parse_bound(text).is_ok() && *text != "null").collect();
    let mut changes = Unstructured::new(parts.next().unwrap_or_default());
    let value = with_another(value, &within, &mut changes).unwrap_or_else(|_| value.to_owned());
    let bounds: Vec<Bound> = within.iter().map(|text| Bound::parse(text)).collect();
    let entries: Vec<&str> = value.split(',').collect();
    match read_within(&entries, &within, SuffixRule::Disabled) {
        Ok(origins) => assert_not_widened(&value, &origins, &bounds, &mut changes),
        Err(errors) => assert_justified(&value, &errors, &bounds),
    }
}

/// A bound, as the documentation describes it.
#[derive(Debug)]
enum Bound {
    Anything,
    AnyHost(&'static str),
    Pattern(Oracle),
}

impl Bound {
    fn parse(text: &str) -> Bound {
        match text {
            "*" => Bound::Anything,
            "https://*" => Bound::AnyHost("https://"),
            "http://*" => Bound::AnyHost("http://"),
            _ => Bound::Pattern(Oracle::parse(text).expect("what the grammar accepts")),
        }
    }

    fn matches(&self, origin: &[u8]) -> bool {
        match self {
            Bound::Anything => true,
            Bound::AnyHost(scheme) => origin.starts_with(scheme.as_bytes()),
            Bound::Pattern(pattern) => pattern.matches(origin),
        }
    }
}

fn with_another(value: &str, within: &[&str], changes: &mut Unstructured<'_>) -> Result<String> {
    let entry = entry(changes.choose(within)?, changes)?;
    Ok(if value.is_empty() || changes.arbitrary()? { entry } else { format!("{value},{entry}") })
}

/// An entry that tries to exceed its bound.
fn entry(bound: &str, changes: &mut Unstructured<'_>) -> Result<String> {
    let filling = changes.choose(&["*", "a", "*a", "a*", "a-*", "*.a", "a.b", "a.*"])?;
    let mut entry = bound.replacen('*', filling, 1);
    let at = changes.int_in_range(0..=entry.len())?;
    entry.insert_str(at, changes.choose(&["", "", "a", "-", ".", "a.", ".a", "*", ":1", ":*", "s"])?);
    Ok(entry)
}

/// Every origin that an entry matches also matches a bound.
fn assert_not_widened(value: &str, origins: &[Origin<'_>], bounds: &[Bound], changes: &mut Unstructured<'_>) {
    let texts: Vec<&str> = origins.iter().map(Origin::text).collect();
    assert_eq!(texts, value.split(',').collect::<Vec<_>>());
    for text in texts {
        let is_anything = bounds.iter().any(|bound| matches!(bound, Bound::Anything));
        if text == "*" {
            assert!(is_anything, "{value:?} {bounds:?}");
            continue;
        }
        let entry = Oracle::parse(text).expect("an accepted entry is a pattern");
        for _ in 0..4 {
            let Ok(origin) = near(text, changes) else { break };
            let is_bound = bounds.iter().any(|bound| bound.matches(&origin));
            assert!(is_bound || !entry.matches(&origin), "{value:?} {bounds:?} {}", origin.escape_ascii());
        }
    }
}

/// A list of distinct origins within the bounds is accepted.
fn assert_justified(value: &str, errors: &[EntryFault<'_>], bounds: &[Bound]) {
    let texts: Vec<&str> = value.split(',').collect();
    assert!(errors.is_sorted_by_key(|error| error.entry), "{value:?} {errors:?}");
    assert!(errors.iter().all(|error| texts[error.entry - 1] == error.text), "{value:?} {errors:?}");
    let distinct: HashSet<&str> = texts.iter().copied().collect();
    // `near` origins apart, a text within the bounds is an exact origin here.
    let is_exact = |text: &str| Oracle::parse(text).is_some_and(|oracle| oracle.matches(text.as_bytes()));
    let is_within = |text: &&str| is_exact(text) && bounds.iter().any(|bound| bound.matches(text.as_bytes()));
    let is_right = distinct.len() == texts.len() && texts.iter().all(is_within);
    assert!(!errors.is_empty() && !is_right, "{value:?} {errors:?}");
}
