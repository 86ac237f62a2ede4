//! The rules of `origins`: which elements a list can have, with which others, and with credentials.

use super::draft::Draft;
use super::element::Element;
use super::public_suffix::{self, PublicSuffixes};
use super::redundancy;
use crate::exemption::Exemption;
use crate::fault::{Fault, Location};
use crate::origin::Origin;
use crate::problem::{ListProblem, OriginProblem, Problem};

/// Reports the faults of the list, and returns its elements.
#[inline]
pub(super) fn check<'a>(draft: &Draft<'a>, suffixes: &PublicSuffixes, faults: &mut Vec<Fault<'a>>) -> Vec<Element<'a>> {
    if draft.origins.is_empty() {
        faults.push(Fault { location: Location::Origins, problem: Problem::List(ListProblem::NoOrigins) });
    }
    let mut elements = Vec::with_capacity(draft.origins.len());
    for (index, text) in draft.origins.iter().enumerate() {
        elements.push(match text {
            None => Element::Constant,
            Some(text) => element(index, text, draft, suffixes, faults),
        });
    }
    check_any(&elements, faults);
    redundancy::check(&elements, faults);
    elements
}

#[inline]
fn element<'a>(
    index: usize,
    text: &'a str,
    draft: &Draft<'a>,
    suffixes: &PublicSuffixes,
    faults: &mut Vec<Fault<'a>>,
) -> Element<'a> {
    let mut report = |problem| faults.push(Fault { location: Location::Origin(index), problem });
    let problem = match Origin::parse(text) {
        Ok(Origin::Null) if !draft.has_exemption(Exemption::NullOrigin) => {
            Problem::Origin(OriginProblem::NullOrigin { origin: text })
        }
        Ok(origin) => {
            if let Some(problem) = with_credentials(&origin, draft) {
                report(Problem::List(problem));
            }
            match over_public_suffix(&origin, draft, suffixes) {
                None => return Element::Origin(origin),
                Some(problem) => Problem::List(problem),
            }
        }
        Err(problem) => problem,
    };
    report(problem);
    Element::Invalid
}

#[inline]
fn with_credentials<'a>(origin: &Origin<'a>, draft: &Draft<'a>) -> Option<ListProblem<'a>> {
    match origin {
        _ if !draft.credentials => None,
        Origin::Any => Some(ListProblem::AnyWithCredentials),
        Origin::Pattern(pattern) if pattern.is_insecure() && !draft.has_exemption(Exemption::InsecureOrigins) => {
            Some(ListProblem::InsecureOrigin { origin: pattern.text() })
        }
        Origin::Pattern(pattern) if pattern.has_any_host() && !draft.has_exemption(Exemption::AnyHost) => {
            Some(ListProblem::AnyHostWithCredentials { pattern: pattern.text(), scheme: pattern.scheme() })
        }
        Origin::Null | Origin::Pattern(_) => None,
    }
}

#[inline]
fn over_public_suffix<'a>(
    origin: &Origin<'a>,
    draft: &Draft<'a>,
    suffixes: &PublicSuffixes,
) -> Option<ListProblem<'a>> {
    match origin {
        Origin::Pattern(pattern) if !draft.has_exemption(Exemption::PublicSuffixes) => {
            public_suffix::problem(pattern, suffixes)
        }
        _ => None,
    }
}

/// `*` must be the only element, whatever the others are. An invalid element has its own fault.
#[inline]
pub(super) fn check_any<'a>(elements: &[Element<'a>], faults: &mut Vec<Fault<'a>>) {
    let Some(any) = elements.iter().position(Element::is_any) else { return };
    for (index, element) in elements.iter().enumerate() {
        let other = match element {
            Element::Constant => None,
            Element::Origin(Origin::Any) | Element::Invalid => continue,
            Element::Origin(origin) => Some(origin.text()),
        };
        let location = Location::OriginPair(any.min(index), any.max(index));
        faults.push(Fault { location, problem: Problem::List(ListProblem::AnyBeside { other }) });
    }
}
