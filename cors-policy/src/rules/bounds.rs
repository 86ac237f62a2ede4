//! The rules of `within`.

use super::element::Element;
use super::exemptions::{concerns_any, duplicate};
use super::public_suffix::{self, PublicSuffixes};
use super::redundancy;
use crate::exemption::Exemption;
use crate::fault::{Fault, Location};
use crate::origin::{Origin, Pattern};
use crate::problem::{BoundsProblem, ExemptionProblem, Problem};

/// Returns all faults of `within`, the bounds of origins that are configured at run time. `None` is a constant, as in
/// [`Draft::origins`](crate::Draft::origins). The locations are those of origins.
///
/// The rules are those of a list of origins without credentials, and two more: `*` is not a bound, and neither is
/// `null`.
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
        faults.push(Fault { location: Location::Origins, problem: Problem::Bounds(BoundsProblem::NoBounds) });
    }
    let mut elements = Vec::with_capacity(within.len());
    for (index, text) in within.iter().enumerate() {
        elements.push(match text.map(|text| bound(text, dangerously, suffixes)) {
            None => Element::Constant,
            Some(Ok(pattern)) => Element::Origin(Origin::Pattern(pattern)),
            Some(Err(problem)) => {
                faults.push(Fault { location: Location::Origin(index), problem });
                Element::Invalid
            }
        });
    }
    redundancy::check(&elements, &mut faults);
    for (index, exemption) in dangerously.iter().enumerate() {
        let duplicate = duplicate(dangerously, index).map(Problem::Exemption);
        if let Some(problem) = duplicate.or_else(|| unneeded(*exemption, &elements, suffixes)) {
            faults.push(Fault { location: Location::Dangerously(index), problem });
        }
    }
    faults
}

#[inline]
fn bound<'a>(text: &'a str, dangerously: &[Exemption], suffixes: &PublicSuffixes) -> Result<Pattern<'a>, Problem<'a>> {
    match Origin::parse(text)? {
        Origin::Any => Err(Problem::Bounds(BoundsProblem::AnyBound)),
        Origin::Null => Err(Problem::Bounds(BoundsProblem::NullBound)),
        Origin::Pattern(pattern) if dangerously.contains(&Exemption::PublicSuffixes) => Ok(pattern),
        Origin::Pattern(pattern) => match public_suffix::problem(&pattern, suffixes) {
            None => Ok(pattern),
            Some(problem) => Err(Problem::List(problem)),
        },
    }
}

#[inline]
fn unneeded<'a>(exemption: Exemption, elements: &[Element<'_>], suffixes: &PublicSuffixes) -> Option<Problem<'a>> {
    match exemption {
        Exemption::PublicSuffixes if concerns_any(exemption, elements, suffixes) => None,
        Exemption::PublicSuffixes => Some(Problem::Exemption(ExemptionProblem::PublicSuffixesUnneeded)),
        Exemption::InsecureOrigins
        | Exemption::NullOrigin
        | Exemption::Unenforced
        | Exemption::CrossSiteNavigations => {
            Some(Problem::Bounds(BoundsProblem::ExemptionOfPolicy { name: exemption.name() }))
        }
    }
}
