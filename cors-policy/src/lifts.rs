//! `dangerously`: each refusal at most once, and none that is not met.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::check::{Draft, Fault, Location};
use crate::lift::Exemption;
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
            faults.push(Fault { location: Location::Dangerously(place), problem });
        }
    }
}

/// Whether the refusal at this place was lifted in front of it.
#[inline]
pub(crate) fn repeated<'a>(dangerously: &[Exemption], place: usize) -> Option<Problem<'a>> {
    let lift = dangerously[place];
    lift.is_among(&dangerously[..place]).then(|| Problem::DuplicateLift { name: lift.name() })
}

#[inline]
fn unneeded<'a>(
    lift: Exemption,
    draft: &Draft<'_>,
    origins: &[Element<'_>],
    suffixes: &PublicSuffixes,
) -> Option<Problem<'a>> {
    match lift {
        Exemption::InsecureOrigins if !draft.credentials => Some(Problem::InsecureOriginsWithoutCredentials),
        Exemption::InsecureOrigins if meets_any(lift, origins, suffixes) => None,
        Exemption::InsecureOrigins => Some(Problem::InsecureOriginsUnneeded),
        Exemption::PublicSuffixes if meets_any(lift, origins, suffixes) => None,
        Exemption::PublicSuffixes => Some(Problem::PublicSuffixesUnneeded),
        Exemption::NullOrigin if meets_any(lift, origins, suffixes) => None,
        Exemption::NullOrigin => Some(Problem::NullOriginUnneeded),
        Exemption::Unenforced if draft.enforce => Some(Problem::UnenforcedBesideEnforce),
        Exemption::Unenforced if meets_any(lift, origins, suffixes) => Some(Problem::UnenforcedForEveryone),
        // A named policy has no methods; its handlers do.
        Exemption::Unenforced if draft.methods.is_empty() || may_be_unsafe(draft.methods) => None,
        Exemption::Unenforced => Some(Problem::UnenforcedUnneeded),
    }
}

/// Whether an element of the list is one that the lift is about, or may be: constants, and what was reported already.
#[inline]
pub(crate) fn meets_any(lift: Exemption, origins: &[Element<'_>], suffixes: &PublicSuffixes) -> bool {
    for element in origins {
        let meets = match (lift, element) {
            (Exemption::InsecureOrigins, Element::Constant) => true,
            (Exemption::InsecureOrigins | Exemption::PublicSuffixes | Exemption::NullOrigin, Element::Faulty) => true,
            (Exemption::InsecureOrigins, Element::Origin(Origin::Pattern(pattern))) => pattern.is_insecure(),
            (Exemption::PublicSuffixes, Element::Origin(Origin::Pattern(pattern))) => {
                suffix::problem(pattern, suffixes).is_some()
            }
            (Exemption::NullOrigin, Element::Origin(Origin::Null)) => true,
            (Exemption::Unenforced, Element::Origin(Origin::Any)) => true,
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
