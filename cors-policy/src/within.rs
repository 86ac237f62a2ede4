//! Origins that are named outside of the source, within bounds that the source sets.

use crate::check::{Fault, Place};
use crate::constants::refuse;
use crate::lift::Lift;
use crate::origin::{Origin, Pattern, repair, suggest};
use crate::origins::{Element, patterns};
use crate::problem::Problem;
use crate::redundancy;
use crate::suffix::{self, PublicSuffixes};
use crate::text::Text;

/// All faults of `within`, the bounds of an environment variable's origins. `None` is a constant, as in
/// [`Draft::origins`](crate::Draft::origins).
///
/// The rules are those of an origin list without credentials, and two more: `*` bounds nothing, and `null` is no origin that an
/// operator could mean. Places are those of origins.
///
/// ```
/// use handler_cors_policy::{Place, PublicSuffixes, check_within};
///
/// let suffixes = PublicSuffixes { is_suffix: |host| host == "com", below: |_| None };
/// let faults = check_within(&[Some("https://*.example.com"), Some("*")], &[], &suffixes);
/// assert_eq!(faults[0].place, Place::Origin(1));
/// ```
#[must_use]
pub fn check_within<'a>(within: &[Option<&'a str>], dangerously: &[Lift], suffixes: &PublicSuffixes) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    if within.is_empty() {
        faults.push(Fault { place: Place::Origins, problem: Problem::NothingWithin });
    }
    let lifted = dangerously.contains(&Lift::PublicSuffixes);
    let mut elements = Vec::with_capacity(within.len());
    for (place, text) in within.iter().enumerate() {
        elements.push(match text.map(|text| bound(text, lifted, suffixes)) {
            None => Element::Constant,
            Some(Ok(pattern)) => Element::Origin(Origin::Pattern(pattern)),
            Some(Err(problem)) => {
                faults.push(Fault { place: Place::Origin(place), problem });
                Element::Faulty
            }
        });
    }
    redundancy::check(&elements, &mut faults);
    for (place, lift) in dangerously.iter().enumerate() {
        let problem = if dangerously[..place].contains(lift) {
            Some(Problem::DuplicateLift { name: lift.name() })
        } else {
            unneeded(*lift, &elements, suffixes)
        };
        faults.extend(problem.map(|problem| Fault { place: Place::Dangerously(place), problem }));
    }
    faults
}

fn bound<'a>(text: &'a str, lifted: bool, suffixes: &PublicSuffixes) -> Result<Pattern<'a>, Problem<'a>> {
    match Origin::parse(text)? {
        Origin::Everyone => Err(Problem::EveryoneWithin),
        Origin::Null => Err(Problem::NullWithin),
        Origin::Pattern(pattern) if lifted => Ok(pattern),
        Origin::Pattern(pattern) => suffix::problem(&pattern, suffixes).map_or(Ok(pattern), Err),
    }
}

fn unneeded(lift: Lift, elements: &[Element<'_>], suffixes: &PublicSuffixes) -> Option<Problem<'static>> {
    let spans = |element: &Element<'_>| match element {
        Element::Origin(Origin::Pattern(pattern)) => suffix::problem(pattern, suffixes).is_some(),
        Element::Origin(_) | Element::Constant => false,
        Element::Faulty => true,
    };
    match lift {
        Lift::PublicSuffixes if elements.iter().any(spans) => None,
        Lift::PublicSuffixes => Some(Problem::PublicSuffixesUnneeded),
        Lift::InsecureOrigins | Lift::NullOrigin | Lift::Unenforced => {
            Some(Problem::LiftOfPolicy { name: lift.name() })
        }
    }
}

/// Requires that a policy may use origins within these bounds: with credentials, none that network attackers can forge.
///
/// ```
/// use handler_cors_policy::require_within;
///
/// const _: () = require_within(&["https://*.example.com", "http://localhost:*"], true, false);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] for the first bound that may not be.
///
/// ```compile_fail
/// # use handler_cors_policy::require_within;
/// const _: () = require_within(&["http://*.example.com"], true, false);
/// ```
#[track_caller]
pub const fn require_within(within: &[&str], credentials: bool, insecure_origins: bool) {
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
pub fn read_within<'v>(value: &'v str, within: &'v [&'v str]) -> Result<Vec<Pattern<'v>>, Vec<EntryFault<'v>>> {
    if value.is_empty() {
        return Err(vec![EntryFault { entry: 1, text: value, problem: Problem::EmptyVariable }]);
    }
    let bounds: Vec<Pattern<'_>> = within.iter().filter_map(|text| Pattern::read(text)).collect();
    let texts: Vec<&str> = value.split(',').collect();
    let mut elements = Vec::with_capacity(texts.len());
    let mut problems = Vec::with_capacity(texts.len());
    for text in &texts {
        let (element, problem) = match entry(text, within, &bounds) {
            Ok(pattern) => (Element::Origin(Origin::Pattern(pattern)), None),
            Err(problem) => (Element::Faulty, Some(problem)),
        };
        elements.push(element);
        problems.push(problem);
    }
    let mut redundant = Vec::new();
    redundancy::check(&elements, &mut redundant);
    for fault in redundant {
        let Place::OriginPair(earlier, later) = fault.place else {
            continue;
        };
        // The narrower one is the one too many.
        let is_earlier = matches!(fault.problem, Problem::CoveredOrigin { origin, .. } if origin == texts[earlier]);
        problems[if is_earlier { earlier } else { later }] = Some(fault.problem);
    }
    let fault = |(place, problem)| Some(EntryFault { entry: place + 1, text: texts[place], problem: problem? });
    let faults: Vec<EntryFault<'_>> = problems.into_iter().enumerate().filter_map(fault).collect();
    if faults.is_empty() { Ok(patterns(&elements).map(|(_, pattern)| pattern).collect()) } else { Err(faults) }
}

fn entry<'v>(text: &'v str, within: &'v [&'v str], bounds: &[Pattern<'_>]) -> Result<Pattern<'v>, Problem<'v>> {
    if text.is_empty() {
        return Err(Problem::EmptyEntry);
    }
    match Origin::parse(text) {
        Ok(Origin::Everyone) => Err(Problem::EveryoneInVariable { within }),
        Ok(Origin::Null) => Err(Problem::NullInVariable { within }),
        Ok(Origin::Pattern(pattern)) if is_within(&pattern, bounds) => Ok(pattern),
        Ok(Origin::Pattern(_)) => Err(Problem::NotWithin { origin: text, within }),
        Err(problem) => Err(for_operators(problem, text, within, bounds)),
    }
}

fn is_within(pattern: &Pattern<'_>, bounds: &[Pattern<'_>]) -> bool {
    bounds.iter().any(|bound| bound.covers(pattern))
}

/// The problem of an entry that is no origin. Where its remedy is for the source, or leads out of the bounds, another says
/// what can be done to a variable.
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

fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '\'', '[']) || text.ends_with(['"', '\''])
}

/// The origin that was meant, if it is clear which.
fn meant(problem: &Problem<'_>, text: &str) -> Option<Text> {
    match problem {
        Problem::MissingScheme { .. } => suggest::with_scheme(text),
        Problem::QuotedEntry { .. } => repair::unquoted(text),
        _ => repair::repaired(text),
    }
}
