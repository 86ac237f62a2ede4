//! Origins that are named outside of the source, within bounds that the source sets.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::check::{Fault, Location};
use crate::constants::refuse;
use crate::lift::Exemption;
use crate::lifts::{meets_any, repeated};
use crate::origin::{Origin, Pattern, repair, suggest};
use crate::origins::Element;
use crate::problem::Problem;
use crate::redundancy;
use crate::slice::{find_from, part};
use crate::suffix::{self, PublicSuffixes};
use crate::text::Text;

/// All faults of `within`, the bounds of an environment variable's origins. `None` is a constant, as in
/// [`Draft::origins`](crate::Draft::origins).
///
/// The rules are those of an origin list without credentials, and two more: `*` bounds nothing, and `null` is no origin that an
/// operator could mean. Places are those of origins.
///
/// ```
/// use handler_cors_policy::{Location, PublicSuffixes, check_within};
///
/// let suffixes = PublicSuffixes { is_suffix: |host| host == "com", below: |_| None };
/// let faults = check_within(&[Some("https://*.example.com"), Some("*")], &[], &suffixes);
/// assert_eq!(faults[0].location, Location::Origin(1));
/// ```
#[must_use]
#[inline]
pub fn check_within<'a>(
    within: &[Option<&'a str>],
    dangerously: &[Exemption],
    suffixes: &PublicSuffixes,
) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    if within.is_empty() {
        faults.push(Fault { location: Location::Origins, problem: Problem::NothingWithin });
    }
    let lifted = Exemption::PublicSuffixes.is_among(dangerously);
    let mut elements = Vec::with_capacity(within.len());
    for (place, text) in within.iter().enumerate() {
        elements.push(match text {
            None => Element::Constant,
            Some(text) => match bound(text, lifted, suffixes) {
                Ok(pattern) => Element::Origin(Origin::Pattern(pattern)),
                Err(problem) => {
                    faults.push(Fault { location: Location::Origin(place), problem });
                    Element::Faulty
                }
            },
        });
    }
    redundancy::check(&elements, &mut faults);
    for place in 0..dangerously.len() {
        let unneeded = || unneeded(dangerously[place], &elements, suffixes);
        if let Some(problem) = repeated(dangerously, place).or_else(unneeded) {
            faults.push(Fault { location: Location::Dangerously(place), problem });
        }
    }
    faults
}

#[inline]
fn bound<'a>(text: &'a str, lifted: bool, suffixes: &PublicSuffixes) -> Result<Pattern<'a>, Problem<'a>> {
    match Origin::parse(text)? {
        Origin::Any => Err(Problem::EveryoneWithin),
        Origin::Null => Err(Problem::NullWithin),
        Origin::Pattern(pattern) if lifted => Ok(pattern),
        Origin::Pattern(pattern) => match suffix::problem(&pattern, suffixes) {
            None => Ok(pattern),
            Some(problem) => Err(problem),
        },
    }
}

#[inline]
fn unneeded(lift: Exemption, elements: &[Element<'_>], suffixes: &PublicSuffixes) -> Option<Problem<'static>> {
    match lift {
        Exemption::PublicSuffixes if meets_any(lift, elements, suffixes) => None,
        Exemption::PublicSuffixes => Some(Problem::PublicSuffixesUnneeded),
        Exemption::InsecureOrigins | Exemption::NullOrigin | Exemption::Unenforced => {
            Some(Problem::LiftOfPolicy { name: lift.name() })
        }
    }
}

/// Requires that a policy may use origins within these bounds: with credentials, none that network attackers can forge.
///
/// ```
/// use handler_cors_policy::assert_within;
///
/// const _: () = assert_within(&["https://*.example.com", "http://localhost:*"], true, false);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] for the first bound that may not be.
///
/// ```compile_fail
/// # use handler_cors_policy::assert_within;
/// const _: () = assert_within(&["http://*.example.com"], true, false);
/// ```
#[track_caller]
#[inline]
pub const fn assert_within(within: &[&str], credentials: bool, insecure_origins: bool) {
    let mut at = 0;
    while credentials && !insecure_origins && at < within.len() {
        if let Some(pattern) = Pattern::read(within[at]) {
            if pattern.is_insecure() {
                refuse(Problem::InsecureWithin { origin: within[at] });
            }
        }
        at += 1;
    }
}

/// What is wrong with one entry of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryFault<'v> {
    /// Which entry, counted from 1.
    pub entry: usize,
    /// The entry as it was written.
    pub text: &'v str,
    /// What it is.
    pub problem: Problem<'v>,
}

/// Reads the value of an environment variable: origins and patterns between commas, each within one element of `within` as a
/// whole. Nothing is trimmed.
///
/// The grammar is that of origin lists. No public-suffix rule is asked here, since bounds that pass it cover nothing that does
/// not.
///
/// ```
/// use handler_cors_policy::{Problem, read_within};
///
/// let within = ["https://*.example.com"];
/// let patterns = read_within("https://app.example.com,https://pr-*.example.com", &within).unwrap();
/// assert_eq!(patterns[1].text(), "https://pr-*.example.com");
///
/// let faults = read_within("https://app.example.com,https://evil.example", &within).unwrap_err();
/// assert_eq!(faults[0].entry, 2);
/// assert!(matches!(faults[0].problem, Problem::NotWithin { .. }));
/// ```
///
/// # Errors
///
/// All faults, in order.
#[inline]
pub fn read_within<'v>(value: &'v str, within: &'v [&'v str]) -> Result<Vec<Pattern<'v>>, Vec<EntryFault<'v>>> {
    if value.is_empty() {
        return Err(vec![EntryFault { entry: 1, text: value, problem: Problem::EmptyVariable }]);
    }
    let mut bounds = Vec::with_capacity(within.len());
    for text in within {
        if let Some(pattern) = Pattern::read(text) {
            bounds.push(pattern);
        }
    }
    let (mut texts, mut elements, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    let mut start = 0;
    while start <= value.len() {
        let end = find_from(value, b',', start).unwrap_or(value.len());
        let text = part(value, start, end);
        start = end + 1;
        let (element, problem) = match entry(text, within, &bounds) {
            Ok(pattern) => (Element::Origin(Origin::Pattern(pattern)), None),
            Err(problem) => (Element::Faulty, Some(problem)),
        };
        texts.push(text);
        elements.push(element);
        problems.push(problem);
    }
    let mut redundant = Vec::new();
    redundancy::check(&elements, &mut redundant);
    for fault in redundant {
        let Location::OriginPair(earlier, later) = fault.location else {
            continue;
        };
        // The narrower one is the one too many.
        let is_earlier = matches!(fault.problem, Problem::CoveredOrigin { origin, .. } if origin == texts[earlier]);
        problems[if is_earlier { earlier } else { later }] = Some(fault.problem);
    }
    let (mut patterns, mut faults) = (Vec::new(), Vec::new());
    for place in 0..texts.len() {
        if let Some(problem) = problems[place] {
            faults.push(EntryFault { entry: place + 1, text: texts[place], problem });
        } else if let Some(pattern) = elements[place].pattern() {
            patterns.push(pattern);
        }
    }
    if faults.is_empty() { Ok(patterns) } else { Err(faults) }
}

#[inline]
fn entry<'v>(text: &'v str, within: &'v [&'v str], bounds: &[Pattern<'_>]) -> Result<Pattern<'v>, Problem<'v>> {
    if text.is_empty() {
        return Err(Problem::EmptyEntry);
    }
    match Origin::parse(text) {
        Ok(Origin::Any) => Err(Problem::EveryoneInVariable { within }),
        Ok(Origin::Null) => Err(Problem::NullInVariable { within }),
        Ok(Origin::Pattern(pattern)) if is_within(&pattern, bounds) => Ok(pattern),
        Ok(Origin::Pattern(_)) => Err(Problem::NotWithin { origin: text, within }),
        Err(problem) => Err(for_operators(problem, text, within, bounds)),
    }
}

#[inline]
fn is_within(pattern: &Pattern<'_>, bounds: &[Pattern<'_>]) -> bool {
    for bound in bounds {
        if bound.covers(pattern) {
            return true;
        }
    }
    false
}

/// The problem of an entry that is no origin. Where its remedy is for the source, or leads out of the bounds, another says
/// what can be done to a variable.
#[inline]
fn for_operators<'v>(
    problem: Problem<'v>,
    text: &'v str,
    within: &'v [&'v str],
    bounds: &[Pattern<'_>],
) -> Problem<'v> {
    let problem = match problem {
        Problem::NullOrigin { .. } => return Problem::NullInVariable { within },
        Problem::SeveralOrigins { .. } => return Problem::SeveralInEntry { text },
        Problem::WildcardAlone { .. } | Problem::WildcardInScheme { .. } => {
            return Problem::NotWithin { origin: text, within };
        }
        _ if is_quoted(text) => Problem::QuotedEntry { text },
        _ => problem,
    };
    let leads_out = |meant: Text| Pattern::read(meant.as_str()).is_some_and(|pattern| !is_within(&pattern, bounds));
    if meant(&problem, text).is_some_and(leads_out) { Problem::NotWithin { origin: text, within } } else { problem }
}

#[inline]
fn is_quoted(text: &str) -> bool {
    matches!(text.as_bytes(), [b'"' | b'\'' | b'[', ..] | [.., b'"' | b'\''])
}

/// The origin that was meant, if it is clear which.
#[inline]
fn meant(problem: &Problem<'_>, text: &str) -> Option<Text> {
    match problem {
        Problem::MissingScheme { .. } => suggest::with_scheme(text),
        Problem::QuotedEntry { .. } => repair::unquoted(text),
        _ => repair::repaired(text),
    }
}
