//! The rules of `dangerously`: each exemption once, and none without effect.

use super::draft::Draft;
use super::element::Element;
use super::public_suffix::{self, PublicSuffixes};
use crate::exemption::Exemption;
use crate::fault::{Fault, Location};
use crate::methods::{METHODS, is_safe};
use crate::origin::Origin;
use crate::problem::{ExemptionProblem, Problem};

#[inline]
pub(super) fn check<'a>(
    draft: &Draft<'a>,
    origins: &[Element<'a>],
    suffixes: &PublicSuffixes,
    faults: &mut Vec<Fault<'a>>,
) {
    for (index, exemption) in draft.dangerously.iter().enumerate() {
        let unneeded = || unneeded(*exemption, draft, origins, suffixes);
        if let Some(problem) = duplicate(draft.dangerously, index).or_else(unneeded) {
            faults.push(Fault { location: Location::Dangerously(index), problem: Problem::Exemption(problem) });
        }
    }
}

#[inline]
pub(super) fn duplicate<'a>(dangerously: &[Exemption], index: usize) -> Option<ExemptionProblem<'a>> {
    let exemption = dangerously[index];
    let is_duplicate = dangerously[..index].contains(&exemption);
    is_duplicate.then(|| ExemptionProblem::DuplicateExemption { name: exemption.name() })
}

#[inline]
fn unneeded<'a>(
    exemption: Exemption,
    draft: &Draft<'_>,
    origins: &[Element<'_>],
    suffixes: &PublicSuffixes,
) -> Option<ExemptionProblem<'a>> {
    match exemption {
        Exemption::InsecureOrigins if !draft.credentials => Some(ExemptionProblem::InsecureOriginsWithoutCredentials),
        Exemption::InsecureOrigins if concerns_any(exemption, origins, suffixes) => None,
        Exemption::InsecureOrigins => Some(ExemptionProblem::InsecureOriginsUnneeded),
        Exemption::PublicSuffixes if concerns_any(exemption, origins, suffixes) => None,
        Exemption::PublicSuffixes => Some(ExemptionProblem::PublicSuffixesUnneeded),
        Exemption::NullOrigin if concerns_any(exemption, origins, suffixes) => None,
        Exemption::NullOrigin => Some(ExemptionProblem::NullOriginUnneeded),
        Exemption::AnyHost if !draft.credentials => Some(ExemptionProblem::AnyHostWithoutCredentials),
        Exemption::AnyHost if concerns_any(exemption, origins, suffixes) => None,
        Exemption::AnyHost => Some(ExemptionProblem::AnyHostUnneeded),
        Exemption::Unenforced if draft.enforce => Some(ExemptionProblem::UnenforcedBesideEnforce),
        Exemption::Unenforced if concerns_any(exemption, origins, suffixes) => Some(ExemptionProblem::UnenforcedForAny),
        // A named policy has no methods; its handlers do.
        Exemption::Unenforced if draft.methods.is_empty() || may_be_unsafe(draft.methods) => None,
        Exemption::Unenforced => Some(ExemptionProblem::UnenforcedUnneeded),
        Exemption::CrossSiteNavigations if !draft.enforce => Some(ExemptionProblem::NavigationsWithoutEnforce),
        Exemption::CrossSiteNavigations if draft.methods.is_empty() || may_be_safe(draft.methods) => None,
        Exemption::CrossSiteNavigations => Some(ExemptionProblem::NavigationsUnneeded),
    }
}

/// Whether an exemption concerns an element of the list. Constants may be concerned; so may invalid elements, which are
/// reported already.
#[inline]
pub(super) fn concerns_any(exemption: Exemption, origins: &[Element<'_>], suffixes: &PublicSuffixes) -> bool {
    origins.iter().any(|element| match (exemption, element) {
        (Exemption::InsecureOrigins, Element::Constant) => true,
        // Only where the origins are declared elsewhere: a constant of a list is an exact origin.
        (Exemption::AnyHost, Element::Constant) => origins.len() == 1,
        (Exemption::Unenforced, Element::Invalid) => false,
        (_, Element::Invalid) => true,
        (Exemption::AnyHost, Element::Origin(origin)) => origin.has_any_host(),
        (Exemption::InsecureOrigins, Element::Origin(Origin::Pattern(pattern))) => pattern.is_insecure(),
        (Exemption::PublicSuffixes, Element::Origin(Origin::Pattern(pattern))) => {
            public_suffix::problem(pattern, suffixes).is_some()
        }
        (Exemption::NullOrigin, Element::Origin(Origin::Null)) => true,
        (Exemption::Unenforced, Element::Origin(Origin::Any)) => true,
        _ => false,
    })
}

/// Whether one of the methods is GET or HEAD. An invalid one, which is reported already, may be meant as one that is.
#[inline]
fn may_be_safe(methods: &[&str]) -> bool {
    methods.iter().any(|method| is_safe(method) || !METHODS.contains(method))
}

/// Whether one of the methods is enforced. An invalid one, which is reported already, may be meant as one that is.
#[inline]
fn may_be_unsafe(methods: &[&str]) -> bool {
    methods.iter().any(|method| !is_safe(method))
}
