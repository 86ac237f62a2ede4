//! The rules of origins that are named at run time, within bounds.

use super::element::Element;
use super::origins::check_any;
use super::public_suffix::{self, PublicSuffixes};
use super::redundancy;
use crate::fault::{EntryFault, Location};
use crate::origin::repair::{repaired, unquoted, with_scheme};
use crate::origin::{Origin, Pattern};
use crate::problem::{BoundsProblem, ListProblem, OriginProblem, Problem};
use crate::slice::contains;
use crate::text::Text;

/// What is known of public suffixes when a program reads origins. Bounds with a domain exclude public suffixes by themselves; under
/// `https://*` the wildcards of entries must be checked.
#[derive(Clone, Copy, Debug)]
pub enum SuffixRule {
    /// Wildcards are not checked: `dangerously(public_suffixes)`.
    Disabled,
    /// The program has no list, so that wildcards cannot be checked.
    NoList,
    /// The program has this list.
    List(PublicSuffixes),
}

/// Reads origins that are named at run time: each covered as a whole by one element of `within`. Nothing is trimmed.
///
/// The grammar is that of origin lists.
///
/// ```
/// use handler_cors_policy::{BoundsProblem, Problem, SuffixRule, read_within};
///
/// let within = ["https://*.example.com"];
/// let entries = ["https://app.example.com", "https://pr-*.example.com"];
/// let origins = read_within(&entries, &within, SuffixRule::NoList).unwrap();
/// assert_eq!(origins[1].text(), "https://pr-*.example.com");
///
/// let faults = read_within(&["https://app.example.com", "https://evil.example"], &within, SuffixRule::NoList).unwrap_err();
/// assert_eq!(faults[0].entry, 2);
/// assert!(matches!(faults[0].problem, Problem::Bounds(BoundsProblem::NotWithin { .. })));
/// ```
///
/// # Errors
///
/// All faults, in order.
#[inline]
pub fn read_within<'v>(
    entries: &[&'v str],
    within: &'v [&'v str],
    suffixes: SuffixRule,
) -> Result<Vec<Origin<'v>>, Vec<EntryFault<'v>>> {
    let bounds: Vec<_> = within.iter().filter_map(|text| Origin::read_bound(text)).collect();
    let bounds = Bounds { within, bounds: &bounds, suffixes };
    let mut read: Vec<_> = entries.iter().map(|text| bounds.read(text)).collect();
    reject_redundant(&mut read);
    let (mut origins, mut faults) = (Vec::with_capacity(read.len()), Vec::new());
    for (index, entry) in read.into_iter().enumerate() {
        match entry {
            Ok(origin) => origins.push(origin),
            Err(problem) => faults.push(EntryFault { entry: index + 1, text: entries[index], problem }),
        }
    }
    if faults.is_empty() { Ok(origins) } else { Err(faults) }
}

#[inline]
fn reject_redundant<'v>(entries: &mut [Result<Origin<'v>, Problem<'v>>]) {
    let mut elements = Vec::with_capacity(entries.len());
    for entry in entries.iter() {
        elements.push(match entry {
            Ok(origin) => Element::Origin(*origin),
            Err(_) => Element::Invalid,
        });
    }
    let mut faults = Vec::new();
    check_any(&elements, &mut faults);
    redundancy::check(&elements, &mut faults);
    for fault in faults {
        let Location::OriginPair(earlier, later) = fault.location else { continue };
        let is_earlier = match fault.problem {
            Problem::List(
                ListProblem::CoveredOrigin { origin, .. } | ListProblem::AnyBeside { other: Some(origin) },
            ) => {
                matches!(elements[earlier], Element::Origin(known) if known.text() == origin)
            }
            _ => false,
        };
        entries[if is_earlier { earlier } else { later }] = Err(fault.problem);
    }
}

/// What an entry must be within.
struct Bounds<'b, 'v> {
    within: &'v [&'v str],
    bounds: &'b [Origin<'v>],
    suffixes: SuffixRule,
}

impl<'v> Bounds<'_, 'v> {
    #[inline]
    fn read(&self, text: &'v str) -> Result<Origin<'v>, Problem<'v>> {
        if text.is_empty() {
            return Err(Problem::Bounds(BoundsProblem::EmptyEntry));
        }
        let within = self.within;
        match Origin::parse(text) {
            Ok(Origin::Null) => Err(Problem::Bounds(BoundsProblem::NullEntry)),
            Ok(origin) if self.cover(&origin) => match self.over_public_suffix(&origin) {
                None => Ok(origin),
                Some(problem) => Err(Problem::Bounds(problem)),
            },
            Ok(Origin::Any) => Err(Problem::Bounds(BoundsProblem::AnyEntry { within })),
            Ok(Origin::Pattern(_)) => Err(Problem::Bounds(BoundsProblem::NotWithin { origin: text, within })),
            Err(Problem::Origin(problem)) => Err(self.invalid(problem, text)),
            Err(problem) => Err(problem),
        }
    }

    #[inline]
    fn cover(&self, origin: &Origin<'_>) -> bool {
        self.bounds.iter().any(|bound| bound.covers(origin))
    }

    /// A wildcard that only bounds without a domain cover must not span sites of several owners.
    #[inline]
    fn over_public_suffix(&self, origin: &Origin<'v>) -> Option<BoundsProblem<'v>> {
        let Origin::Pattern(pattern) = origin else { return None };
        if !contains(pattern.host(), b'*') || pattern.has_any_host() {
            return None;
        }
        if self.bounds.iter().any(|bound| !bound.has_any_host() && bound.covers(origin)) {
            return None;
        }
        let pattern_text = pattern.text();
        match self.suffixes {
            SuffixRule::Disabled => None,
            SuffixRule::NoList => Some(BoundsProblem::SuffixesUnknown { pattern: pattern_text }),
            SuffixRule::List(suffixes) => public_suffix::problem(pattern, &suffixes)
                .map(|_| BoundsProblem::PublicSuffixEntry { pattern: pattern_text }),
        }
    }

    /// The problem of an entry that is not an origin. Where the help would only be right for source code, or would suggest
    /// an origin out of bounds, another problem takes its place.
    #[inline]
    fn invalid(&self, problem: OriginProblem<'v>, text: &'v str) -> Problem<'v> {
        let not_within = Problem::Bounds(BoundsProblem::NotWithin { origin: text, within: self.within });
        let (problem, meant) = match problem {
            OriginProblem::NullOrigin { .. } => return Problem::Bounds(BoundsProblem::NullEntry),
            // A list in one text, which is several entries.
            OriginProblem::SeveralOrigins { .. } => return Problem::Bounds(BoundsProblem::SeveralInEntry { text }),
            OriginProblem::WildcardAlone { .. } if Origin::read_bound(text).is_some_and(|meant| self.cover(&meant)) => {
                return Problem::Bounds(BoundsProblem::AnyHostEntry { text });
            }
            OriginProblem::WildcardAlone { .. } | OriginProblem::WildcardInScheme { .. } => return not_within,
            _ if is_quoted(text) => (Problem::Bounds(BoundsProblem::QuotedEntry { text }), unquoted(text)),
            OriginProblem::MissingScheme { .. } => (Problem::Origin(problem), with_scheme(text)),
            _ => (Problem::Origin(problem), repaired(text)),
        };
        let is_outside =
            |meant: &Text| Pattern::read(meant.as_str()).is_some_and(|pattern| !self.cover(&Origin::Pattern(pattern)));
        if meant.as_ref().is_some_and(is_outside) { not_within } else { problem }
    }
}

#[inline]
fn is_quoted(text: &str) -> bool {
    matches!(text.as_bytes(), [b'"' | b'\'' | b'[', ..] | [.., b'"' | b'\''])
}
