//! The rules of an origin list: what each element may be, beside which others, and with credentials.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::check::{Draft, Fault, Location};
use crate::lift::Exemption;
use crate::origin::{Origin, Pattern};
use crate::problem::Problem;
use crate::redundancy;
use crate::suffix::{self, PublicSuffixes};

/// An element, as far as it is known.
#[derive(Clone, Copy)]
pub(crate) enum Element<'a> {
    /// Const evaluation will ask.
    Constant,
    /// Reported already.
    Faulty,
    Origin(Origin<'a>),
}

impl<'a> Element<'a> {
    #[inline]
    pub(crate) fn pattern(&self) -> Option<Pattern<'a>> {
        match self {
            Element::Origin(Origin::Pattern(pattern)) => Some(*pattern),
            _ => None,
        }
    }

    #[inline]
    pub(crate) fn is_any(&self) -> bool {
        matches!(self, Element::Origin(Origin::Any))
    }
}

/// Reports what is wrong, and returns the elements as they were understood.
#[inline]
pub(crate) fn check<'a>(draft: &Draft<'a>, suffixes: &PublicSuffixes, faults: &mut Vec<Fault<'a>>) -> Vec<Element<'a>> {
    if draft.origins.is_empty() {
        faults.push(Fault { location: Location::Origins, problem: Problem::NoOrigins });
    }
    let mut elements = Vec::with_capacity(draft.origins.len());
    for place in 0..draft.origins.len() {
        elements.push(element(place, draft, suffixes, faults));
    }
    beside_everyone(&elements, faults);
    redundancy::check(&elements, faults);
    elements
}

#[inline]
fn element<'a>(place: usize, draft: &Draft<'a>, suffixes: &PublicSuffixes, faults: &mut Vec<Fault<'a>>) -> Element<'a> {
    let Some(text) = draft.origins[place] else { return Element::Constant };
    let mut report = |problem| faults.push(Fault { location: Location::Origin(place), problem });
    let fault = match Origin::parse(text) {
        Ok(Origin::Null) if !draft.lifts(Exemption::NullOrigin) => Problem::NullOrigin { origin: text },
        Ok(origin) => {
            if let Some(problem) = with_credentials(&origin, draft) {
                report(problem);
            }
            match strangers(&origin, draft, suffixes) {
                None => return Element::Origin(origin),
                Some(problem) => problem,
            }
        }
        Err(problem) => problem,
    };
    report(fault);
    Element::Faulty
}

#[inline]
fn with_credentials<'a>(origin: &Origin<'a>, draft: &Draft<'a>) -> Option<Problem<'a>> {
    match origin {
        _ if !draft.credentials => None,
        Origin::Any => Some(Problem::EveryoneWithCredentials),
        Origin::Pattern(pattern) if pattern.is_insecure() && !draft.lifts(Exemption::InsecureOrigins) => {
            Some(Problem::InsecureOrigin { origin: pattern.text() })
        }
        Origin::Null | Origin::Pattern(_) => None,
    }
}

/// What a pattern like `https://*.com` covers is not redundant: the pattern has to go.
#[inline]
fn strangers<'a>(origin: &Origin<'a>, draft: &Draft<'a>, suffixes: &PublicSuffixes) -> Option<Problem<'a>> {
    match origin {
        Origin::Pattern(pattern) if !draft.lifts(Exemption::PublicSuffixes) => suffix::problem(pattern, suffixes),
        _ => None,
    }
}

/// `*` says all that others could; constants too, whatever they are.
#[inline]
fn beside_everyone<'a>(elements: &[Element<'a>], faults: &mut Vec<Fault<'a>>) {
    let mut everyone = 0;
    while everyone < elements.len() && !elements[everyone].is_any() {
        everyone += 1;
    }
    if everyone == elements.len() {
        return;
    }
    for (place, element) in elements.iter().enumerate() {
        let other = match element {
            Element::Constant => None,
            Element::Origin(Origin::Any) | Element::Faulty => continue,
            Element::Origin(origin) => Some(origin.text()),
        };
        let place = Location::OriginPair(everyone.min(place), everyone.max(place));
        faults.push(Fault { location: place, problem: Problem::EveryoneBeside { other } });
    }
}
