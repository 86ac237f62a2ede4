//! `dangerously`: each refusal at most once, and none that is not met.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::check::{Draft, Fault, Place};
use crate::lift::Lift;
use crate::origin::Origin;
use crate::origins::Element;
use crate::problem::Problem;
use crate::suffix::{self, PublicSuffixes};

#[inline]
pub(crate) fn check<'a>(
    draft: &Draft<'a>,
    origins: &[Element<'a>],
    suffixes: &PublicSuffixes,
    faults: &mut Vec<Fault<'a>>,
) {
    for place in 0..draft.dangerously.len() {
        let unneeded = || unneeded(draft.dangerously[place], draft, origins, suffixes);
        if let Some(problem) = repeated(draft.dangerously, place).or_else(unneeded) {
            faults.push(Fault { place: Place::Dangerously(place), problem });
        }
    }
}

/// Whether the refusal at this place was lifted in front of it.
#[inline]
pub(crate) fn repeated<'a>(dangerously: &[Lift], place: usize) -> Option<Problem<'a>> {
    let lift = dangerously[place];
    lift.is_among(&dangerously[..place]).then(|| Problem::DuplicateLift { name: lift.name() })
}

#[inline]
fn unneeded<'a>(
    lift: Lift,
    draft: &Draft<'_>,
    origins: &[Element<'_>],
    suffixes: &PublicSuffixes,
) -> Option<Problem<'a>> {
    match lift {
        Lift::InsecureOrigins if !draft.credentials => Some(Problem::InsecureOriginsWithoutCredentials),
        Lift::InsecureOrigins if meets_any(lift, origins, suffixes) => None,
        Lift::InsecureOrigins => Some(Problem::InsecureOriginsUnneeded),
        Lift::PublicSuffixes if meets_any(lift, origins, suffixes) => None,
        Lift::PublicSuffixes => Some(Problem::PublicSuffixesUnneeded),
        Lift::NullOrigin if meets_any(lift, origins, suffixes) => None,
        Lift::NullOrigin => Some(Problem::NullOriginUnneeded),
        Lift::Unenforced if draft.enforce => Some(Problem::UnenforcedBesideEnforce),
        Lift::Unenforced if meets_any(lift, origins, suffixes) => Some(Problem::UnenforcedForEveryone),
        // A named policy has no methods; its handlers do.
        Lift::Unenforced if draft.methods.is_empty() || may_be_unsafe(draft.methods) => None,
        Lift::Unenforced => Some(Problem::UnenforcedUnneeded),
    }
}

/// Whether an element of the list is one that the lift is about, or may be: constants, and what was reported already.
#[inline]
pub(crate) fn meets_any(lift: Lift, origins: &[Element<'_>], suffixes: &PublicSuffixes) -> bool {
    for element in origins {
        let meets = match (lift, element) {
            (Lift::InsecureOrigins, Element::Constant) => true,
            (Lift::InsecureOrigins | Lift::PublicSuffixes | Lift::NullOrigin, Element::Faulty) => true,
            (Lift::InsecureOrigins, Element::Origin(Origin::Pattern(pattern))) => pattern.is_insecure(),
            (Lift::PublicSuffixes, Element::Origin(Origin::Pattern(pattern))) => {
                suffix::problem(pattern, suffixes).is_some()
            }
            (Lift::NullOrigin, Element::Origin(Origin::Null)) => true,
            (Lift::Unenforced, Element::Origin(Origin::Everyone)) => true,
            _ => false,
        };
        if meets {
            return true;
        }
    }
    false
}

/// Whether one of the methods is enforced, or was reported and may be one that is.
#[inline]
fn may_be_unsafe(methods: &[&str]) -> bool {
    for method in methods {
        if !matches!(*method, "GET" | "HEAD") {
            return true;
        }
    }
    false
}
