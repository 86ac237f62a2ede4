//! The rules of origins that are configured at run time, within bounds.

use super::element::Element;
use super::redundancy;
use crate::fault::{EntryFault, Location};
use crate::origin::repair::{repaired, unquoted, with_scheme};
use crate::origin::{Origin, Pattern};
use crate::problem::{BoundsProblem, ListProblem, OriginProblem, Problem};
use crate::text::Text;

/// Reads the value of an environment variable: origins and patterns with commas between them, each covered as a whole
/// by one element of `within`. Nothing is trimmed.
///
/// The grammar is that of origin lists. Public suffixes are not checked here: bounds that pass the check cover no
/// pattern that does not.
///
/// ```
/// use handler_cors_policy::{BoundsProblem, Problem, read_within};
///
/// let within = ["https://*.example.com"];
/// let patterns = read_within("https://app.example.com,https://pr-*.example.com", &within).unwrap();
/// assert_eq!(patterns[1].text(), "https://pr-*.example.com");
///
/// let faults = read_within("https://app.example.com,https://evil.example", &within).unwrap_err();
/// assert_eq!(faults[0].entry, 2);
/// assert!(matches!(faults[0].problem, Problem::Bounds(BoundsProblem::NotWithin { .. })));
/// ```
///
/// # Errors
///
/// All faults, in order.
#[inline]
pub fn read_within<'v>(value: &'v str, within: &'v [&'v str]) -> Result<Vec<Pattern<'v>>, Vec<EntryFault<'v>>> {
    if value.is_empty() {
        let problem = Problem::Bounds(BoundsProblem::EmptyVariable);
        return Err(vec![EntryFault { entry: 1, text: value, problem }]);
    }
    let bounds: Vec<_> = within.iter().filter_map(|text| Pattern::read(text)).collect();
    let texts: Vec<_> = value.split(',').collect();
    let mut entries: Vec<_> = texts.iter().map(|text| entry(text, within, &bounds)).collect();
    reject_redundant(&mut entries);
    let (mut patterns, mut faults) = (Vec::new(), Vec::new());
    for (index, entry) in entries.into_iter().enumerate() {
        match entry {
            Ok(pattern) => patterns.push(pattern),
            Err(problem) => faults.push(EntryFault { entry: index + 1, text: texts[index], problem }),
        }
    }
    if faults.is_empty() { Ok(patterns) } else { Err(faults) }
}

#[inline]
fn reject_redundant<'v>(entries: &mut [Result<Pattern<'v>, Problem<'v>>]) {
    let mut elements = Vec::with_capacity(entries.len());
    for entry in entries.iter() {
        elements.push(match entry {
            Ok(pattern) => Element::Origin(Origin::Pattern(*pattern)),
            Err(_) => Element::Invalid,
        });
    }
    let mut faults = Vec::new();
    redundancy::check(&elements, &mut faults);
    for fault in faults {
        let Location::OriginPair(earlier, later) = fault.location else { continue };
        let is_earlier = match fault.problem {
            Problem::List(ListProblem::CoveredOrigin { origin, .. }) => {
                elements[earlier].pattern().is_some_and(|pattern| pattern.text() == origin)
            }
            _ => false,
        };
        entries[if is_earlier { earlier } else { later }] = Err(fault.problem);
    }
}

#[inline]
fn entry<'v>(text: &'v str, within: &'v [&'v str], bounds: &[Pattern<'_>]) -> Result<Pattern<'v>, Problem<'v>> {
    if text.is_empty() {
        return Err(Problem::Bounds(BoundsProblem::EmptyEntry));
    }
    match Origin::parse(text) {
        Ok(Origin::Any) => Err(Problem::Bounds(BoundsProblem::AnyInVariable { within })),
        Ok(Origin::Null) => Err(Problem::Bounds(BoundsProblem::NullInVariable { within })),
        Ok(Origin::Pattern(pattern)) if is_within(&pattern, bounds) => Ok(pattern),
        Ok(Origin::Pattern(_)) => Err(Problem::Bounds(BoundsProblem::NotWithin { origin: text, within })),
        Err(Problem::Origin(problem)) => Err(invalid_entry(problem, text, within, bounds)),
        Err(problem) => Err(problem),
    }
}

#[inline]
fn is_within(pattern: &Pattern<'_>, bounds: &[Pattern<'_>]) -> bool {
    bounds.iter().any(|bound| bound.covers(pattern))
}

/// The problem of an entry that is not an origin. Where the help would only be right for source code, or would suggest
/// an origin out of bounds, another problem takes its place.
#[inline]
fn invalid_entry<'v>(
    problem: OriginProblem<'v>,
    text: &'v str,
    within: &'v [&'v str],
    bounds: &[Pattern<'_>],
) -> Problem<'v> {
    let not_within = Problem::Bounds(BoundsProblem::NotWithin { origin: text, within });
    let (problem, meant) = match problem {
        OriginProblem::NullOrigin { .. } => return Problem::Bounds(BoundsProblem::NullInVariable { within }),
        OriginProblem::SeveralOrigins { .. } => return Problem::Bounds(BoundsProblem::SeveralInEntry { text }),
        OriginProblem::WildcardAlone { .. } | OriginProblem::WildcardInScheme { .. } => return not_within,
        _ if is_quoted(text) => (Problem::Bounds(BoundsProblem::QuotedEntry { text }), unquoted(text)),
        OriginProblem::MissingScheme { .. } => (Problem::Origin(problem), with_scheme(text)),
        _ => (Problem::Origin(problem), repaired(text)),
    };
    let is_outside = |meant: &Text| Pattern::read(meant.as_str()).is_some_and(|pattern| !is_within(&pattern, bounds));
    if meant.as_ref().is_some_and(is_outside) { not_within } else { problem }
}

#[inline]
fn is_quoted(text: &str) -> bool {
    matches!(text.as_bytes(), [b'"' | b'\'' | b'[', ..] | [.., b'"' | b'\''])
}
