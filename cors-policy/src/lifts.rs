//! `dangerously`: each refusal at most once, and none that is not met.

use crate::check::{Draft, Fault, Place};
use crate::lift::Lift;
use crate::origin::Origin;
use crate::origins::{Element, patterns};
use crate::problem::Problem;
use crate::suffix::{self, PublicSuffixes};

pub(crate) fn check<'a>(
    draft: &Draft<'a>,
    origins: &[Element<'a>],
    suffixes: &PublicSuffixes,
    faults: &mut Vec<Fault<'a>>,
) {
    for (place, lift) in draft.dangerously.iter().enumerate() {
        let problem = if draft.dangerously[..place].contains(lift) {
            Some(Problem::DuplicateLift { name: lift.name() })
        } else {
            unneeded(*lift, draft, origins, suffixes)
        };
        faults.extend(problem.map(|problem| Fault { place: Place::Dangerously(place), problem }));
    }
}

fn unneeded<'a>(
    lift: Lift,
    draft: &Draft<'_>,
    origins: &[Element<'_>],
    suffixes: &PublicSuffixes,
) -> Option<Problem<'a>> {
    let has = |wanted: fn(&Element<'_>) -> bool| origins.iter().any(wanted);
    let is_faulty = |element: &Element<'_>| matches!(element, Element::Faulty);
    let is_constant = |element: &Element<'_>| matches!(element, Element::Constant);
    match lift {
        Lift::InsecureOrigins if !draft.credentials => Some(Problem::InsecureOriginsWithoutCredentials),
        Lift::InsecureOrigins => {
            let needed =
                patterns(origins).any(|(_, pattern)| pattern.is_insecure()) || has(is_constant) || has(is_faulty);
            (!needed).then_some(Problem::InsecureOriginsUnneeded)
        }
        Lift::PublicSuffixes => {
            let spans = |(_, pattern)| suffix::problem(&pattern, suffixes).is_some();
            let needed = patterns(origins).any(spans) || has(is_faulty);
            (!needed).then_some(Problem::PublicSuffixesUnneeded)
        }
        Lift::NullOrigin => {
            let needed = has(|element| matches!(element, Element::Origin(Origin::Null))) || has(is_faulty);
            (!needed).then_some(Problem::NullOriginUnneeded)
        }
        Lift::Unenforced if draft.enforce => Some(Problem::UnenforcedBesideEnforce),
        Lift::Unenforced if has(|element| matches!(element, Element::Origin(Origin::Everyone))) => {
            Some(Problem::UnenforcedForEveryone)
        }
        Lift::Unenforced => {
            // A named policy has no methods; its handlers do.
            let needed = draft.methods.is_empty() || draft.methods.iter().any(|method| may_be_unsafe(method));
            (!needed).then_some(Problem::UnenforcedUnneeded)
        }
    }
}

/// Whether the method is enforced, or was reported and may be one that is.
fn may_be_unsafe(method: &str) -> bool {
    !matches!(method, "GET" | "HEAD")
}
