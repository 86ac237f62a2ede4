//! The rules of an origin list: what each element may be, beside which others, and with credentials.

use crate::check::{Draft, Fault, Place};
use crate::lift::Lift;
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

/// Reports what is wrong, and returns the elements as they were understood.
pub(crate) fn check<'a>(draft: &Draft<'a>, suffixes: &PublicSuffixes, faults: &mut Vec<Fault<'a>>) -> Vec<Element<'a>> {
    if draft.origins.is_empty() {
        faults.push(Fault { place: Place::Origins, problem: Problem::NoOrigins });
    }
    let mut elements = Vec::with_capacity(draft.origins.len());
    for (place, text) in draft.origins.iter().enumerate() {
        let report = |problem| faults.push(Fault { place: Place::Origin(place), problem });
        elements.push(element(*text, draft, suffixes, report));
    }
    beside_everyone(&elements, faults);
    redundancy::check(&elements, faults);
    elements
}

fn element<'a>(
    text: Option<&'a str>,
    draft: &Draft<'a>,
    suffixes: &PublicSuffixes,
    mut report: impl FnMut(Problem<'a>),
) -> Element<'a> {
    let Some(text) = text else { return Element::Constant };
    let origin = match Origin::parse(text) {
        Ok(Origin::Null) if !draft.lifts(Lift::NullOrigin) => Err(Problem::NullOrigin { origin: text }),
        parsed => parsed,
    };
    if let Some(problem) = origin.as_ref().ok().and_then(|origin| with_credentials(origin, draft)) {
        report(problem);
    }
    match origin.and_then(|origin| without_strangers(origin, draft, suffixes)) {
        Ok(origin) => Element::Origin(origin),
        Err(problem) => {
            report(problem);
            Element::Faulty
        }
    }
}

fn with_credentials<'a>(origin: &Origin<'a>, draft: &Draft<'a>) -> Option<Problem<'a>> {
    match origin {
        _ if !draft.credentials => None,
        Origin::Everyone => Some(Problem::EveryoneWithCredentials),
        Origin::Pattern(pattern) if pattern.is_insecure() && !draft.lifts(Lift::InsecureOrigins) => {
            Some(Problem::InsecureOrigin { origin: pattern.text() })
        }
        Origin::Null | Origin::Pattern(_) => None,
    }
}

/// What a pattern like `https://*.com` covers is not redundant: the pattern has to go.
fn without_strangers<'a>(
    origin: Origin<'a>,
    draft: &Draft<'a>,
    suffixes: &PublicSuffixes,
) -> Result<Origin<'a>, Problem<'a>> {
    match origin {
        Origin::Pattern(pattern) if !draft.lifts(Lift::PublicSuffixes) => {
            suffix::problem(&pattern, suffixes).map_or(Ok(origin), Err)
        }
        _ => Ok(origin),
    }
}

/// `*` says all that others could; constants too, whatever they are.
fn beside_everyone<'a>(elements: &[Element<'a>], faults: &mut Vec<Fault<'a>>) {
    let is_everyone = |element: &Element<'_>| matches!(element, Element::Origin(Origin::Everyone));
    let Some(everyone) = elements.iter().position(is_everyone) else { return };
    for (place, element) in elements.iter().enumerate() {
        let other = match element {
            Element::Constant => None,
            Element::Origin(origin) if !is_everyone(element) => Some(origin.text()),
            _ => continue,
        };
        let place = Place::OriginPair(everyone.min(place), everyone.max(place));
        faults.push(Fault { place, problem: Problem::EveryoneBeside { other } });
    }
}

/// The patterns of a list, with their places.
pub(crate) fn patterns<'e, 'a>(
    elements: &'e [Element<'a>],
) -> impl Iterator<Item = (usize, Pattern<'a>)> + use<'e, 'a> {
    elements.iter().enumerate().filter_map(|(place, element)| match element {
        Element::Origin(Origin::Pattern(pattern)) => Some((place, *pattern)),
        _ => None,
    })
}
