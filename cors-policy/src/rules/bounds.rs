//! The rules of a static `Origins`: its bounds, and what holds beside or without the origins that are named at run time.

use super::element::Element;
use super::exemptions::{concerns_any, duplicate};
use super::origins::check_any;
use super::public_suffix::{self, PublicSuffixes};
use super::redundancy;
use crate::exemption::Exemption;
use crate::fault::{Fault, Location};
use crate::origin::Origin;
use crate::problem::{BoundsProblem, ExemptionProblem, OriginProblem, Problem};

/// The arguments of a static `Origins`, before they are checked. `None` is a constant, as in [`Draft`](crate::Draft).
#[derive(Clone, Copy, Debug)]
pub struct OriginsDraft<'a> {
    /// The bounds.
    pub within: &'a [Option<&'a str>],
    /// What is allowed beside the origins that are named at run time; `None` without the key.
    pub always: Option<&'a [Option<&'a str>]>,
    /// What is allowed where none are named; `None` without the key.
    pub default: Option<&'a [Option<&'a str>]>,
    /// The checks that are disabled.
    pub dangerously: &'a [Exemption],
}

/// Returns all faults of a static `Origins`, in the order of the fields of [`OriginsDraft`].
///
/// The rules of each list are those of a list of origins without credentials. In `within`, `*`, `https://*` and `http://*` are
/// bounds; `always` cannot be `*`; `default` can be empty, and must be within the bounds.
///
/// ```
/// use handler_cors_policy::{Location, OriginsDraft, PublicSuffixes, check_origins};
///
/// let suffixes = PublicSuffixes { is_suffix: |host| host == "com", below: |_| None };
/// let within = [Some("https://*.example.com")];
/// let draft = OriginsDraft { within: &within, always: None, default: Some(&[Some("*")]), dangerously: &[] };
/// let faults = check_origins(&draft, &suffixes);
/// assert_eq!(faults[0].location, Location::Default(0));
/// ```
#[must_use]
#[inline]
pub fn check_origins<'a>(draft: &OriginsDraft<'a>, suffixes: &PublicSuffixes) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    let skips_suffixes = draft.dangerously.contains(&Exemption::PublicSuffixes);
    let mut checked = |list: &[Option<&'a str>], read: Read<'a>, locations: Locations| {
        check_list(list, read, locations, (!skips_suffixes).then_some(suffixes), &mut faults)
    };
    let within = checked(draft.within, bound, WITHIN);
    let always = checked(draft.always.unwrap_or_default(), Origin::parse, ALWAYS);
    let default = checked(draft.default.unwrap_or_default(), Origin::parse, DEFAULT);
    if draft.within.is_empty() {
        faults.push(Fault { location: Location::Origins, problem: Problem::Bounds(BoundsProblem::NoBounds) });
    }
    if draft.always.is_some_and(<[_]>::is_empty) {
        faults.push(Fault { location: Location::AlwaysList, problem: Problem::Bounds(BoundsProblem::NoAlways) });
    }
    for (index, element) in always.iter().enumerate() {
        if element.is_any() {
            let problem = Problem::Bounds(BoundsProblem::AnyInAlways);
            faults.push(Fault { location: Location::Always(index), problem });
        }
    }
    check_default(&default, &within, &mut faults);
    let all = [&within[..], &always, &default].concat();
    for (index, exemption) in draft.dangerously.iter().enumerate() {
        let duplicate = duplicate(draft.dangerously, index).map(Problem::Exemption);
        if let Some(problem) = duplicate.or_else(|| unneeded(*exemption, &all, suffixes)) {
            faults.push(Fault { location: Location::Dangerously(index), problem });
        }
    }
    faults
}

type Read<'a> = fn(&'a str) -> Result<Origin<'a>, Problem<'a>>;

/// The locations of an element, and of two elements.
type Locations = (fn(usize) -> Location, fn(usize, usize) -> Location);

const WITHIN: Locations = (Location::Origin, Location::OriginPair);
const ALWAYS: Locations = (Location::Always, Location::AlwaysPair);
const DEFAULT: Locations = (Location::Default, Location::DefaultPair);

#[inline]
fn check_list<'a>(
    list: &[Option<&'a str>],
    read: Read<'a>,
    (single, pair): Locations,
    suffixes: Option<&PublicSuffixes>,
    faults: &mut Vec<Fault<'a>>,
) -> Vec<Element<'a>> {
    let mut elements = Vec::with_capacity(list.len());
    for (index, text) in list.iter().enumerate() {
        elements.push(match text.map(|text| element(text, read, suffixes)) {
            None => Element::Constant,
            Some(Ok(origin)) => Element::Origin(origin),
            Some(Err(problem)) => {
                faults.push(Fault { location: single(index), problem });
                Element::Invalid
            }
        });
    }
    let mut pairs = Vec::new();
    check_any(&elements, &mut pairs);
    redundancy::check(&elements, &mut pairs);
    for Fault { location, problem } in pairs {
        if let Location::OriginPair(earlier, later) = location {
            faults.push(Fault { location: pair(earlier, later), problem });
        }
    }
    elements
}

#[inline]
fn element<'a>(text: &'a str, read: Read<'a>, suffixes: Option<&PublicSuffixes>) -> Result<Origin<'a>, Problem<'a>> {
    match (read(text)?, suffixes) {
        (Origin::Null, _) => Err(Problem::Bounds(BoundsProblem::NullBound)),
        (Origin::Pattern(pattern), Some(suffixes)) => match public_suffix::problem(&pattern, suffixes) {
            None => Ok(Origin::Pattern(pattern)),
            Some(problem) => Err(Problem::List(problem)),
        },
        (origin, _) => Ok(origin),
    }
}

/// `https://*` is any port already.
#[inline]
fn bound(text: &str) -> Result<Origin<'_>, Problem<'_>> {
    Origin::parse_bound(text).map_err(|problem| match problem {
        Problem::Origin(OriginProblem::WildcardAlone { text, scheme }) => {
            Problem::Bounds(BoundsProblem::AnyHostBoundForm { text, scheme })
        }
        other => other,
    })
}

/// Where a constant or an invalid element could be meant as the bound, there is no fault.
#[inline]
fn check_default<'a>(default: &[Element<'a>], within: &[Element<'a>], faults: &mut Vec<Fault<'a>>) {
    for (index, element) in default.iter().enumerate() {
        let Element::Origin(origin) = element else { continue };
        let may_cover = |bound: &Element<'_>| match bound {
            Element::Origin(bound) => bound.covers(origin),
            Element::Constant | Element::Invalid => true,
        };
        if !within.iter().any(may_cover) {
            let problem = Problem::Bounds(BoundsProblem::DefaultNotWithin { origin: origin.text() });
            faults.push(Fault { location: Location::Default(index), problem });
        }
    }
}

#[inline]
fn unneeded<'a>(exemption: Exemption, elements: &[Element<'_>], suffixes: &PublicSuffixes) -> Option<Problem<'a>> {
    match exemption {
        Exemption::PublicSuffixes if concerns_any(exemption, elements, suffixes) => None,
        // They leave it to the program to check wildcards, which it then does not.
        Exemption::PublicSuffixes if concerns_any(Exemption::AnyHost, elements, suffixes) => None,
        Exemption::PublicSuffixes => Some(Problem::Exemption(ExemptionProblem::PublicSuffixesUnneeded)),
        Exemption::InsecureOrigins
        | Exemption::NullOrigin
        | Exemption::Unenforced
        | Exemption::AnyHost
        | Exemption::CrossSiteNavigations => {
            Some(Problem::Bounds(BoundsProblem::ExemptionOfPolicy { name: exemption.name() }))
        }
    }
}
