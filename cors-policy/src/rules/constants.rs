//! The rules that are checked in const evaluation, where the values of constants are known.

use super::headers::requested;
use crate::origin::{Origin, Pattern};
use crate::problem::{BoundsProblem, ExemptionProblem, HeaderProblem, ListProblem, OriginProblem, Problem};
use crate::slice::{contains, equal};

/// The exemptions of a policy that concern constants.
#[derive(Clone, Copy, Debug)]
pub struct ConstExemptions {
    /// `dangerously(insecure_origins)`
    pub insecure_origins: bool,
    /// `dangerously(null_origin)`
    pub null_origin: bool,
}

/// A constant must be one exact origin, which is allowed with or without credentials.
#[inline]
pub(crate) const fn constant<'a>(text: &'a str, credentials: bool, exemptions: ConstExemptions) -> Option<Problem<'a>> {
    match Origin::parse(text) {
        Err(problem) => Some(problem),
        Ok(Origin::Any) => Some(Problem::List(ListProblem::AnyInConstant)),
        Ok(Origin::Null) if exemptions.null_origin => Some(Problem::List(ListProblem::NullInConstant)),
        Ok(Origin::Null) => Some(Problem::Origin(OriginProblem::NullOrigin { origin: text })),
        Ok(Origin::Pattern(pattern)) if !pattern.is_exact() => {
            Some(Problem::List(ListProblem::WildcardInConstant { pattern: text }))
        }
        Ok(Origin::Pattern(pattern)) if credentials && pattern.is_insecure() && !exemptions.insecure_origins => {
            Some(Problem::List(ListProblem::InsecureOrigin { origin: text }))
        }
        Ok(Origin::Pattern(_)) => None,
    }
}

/// A list must have an element.
#[inline]
pub(crate) const fn non_empty<'a>(origins: &[&str]) -> Option<Problem<'a>> {
    if origins.is_empty() { Some(Problem::List(ListProblem::NoOriginsLeft)) } else { None }
}

/// No constant of a list may be equal to, or covered by, another element. Each element comes with whether it is a
/// constant.
#[inline]
pub(crate) const fn redundant<'a>(origins: &[(&'a str, bool)]) -> Option<Problem<'a>> {
    let mut at = 0;
    while at < origins.len() {
        let (text, is_constant) = origins[at];
        let problem = if is_constant {
            duplicate(text, at, origins)
        } else if contains(text, b'*') {
            // Only patterns with a wildcard cover others. `*` has its own rule.
            covered(text, origins)
        } else {
            None
        };
        if problem.is_some() {
            return problem;
        }
        at += 1;
    }
    None
}

#[inline]
const fn duplicate<'a>(text: &'a str, index: usize, origins: &[(&str, bool)]) -> Option<Problem<'a>> {
    let mut at = 0;
    while at < origins.len() {
        let (other, _) = origins[at];
        if at != index && equal(text, other) && is_null_or_pattern(text) {
            return Some(Problem::List(ListProblem::DuplicateOrigin { origin: text }));
        }
        at += 1;
    }
    None
}

#[inline]
const fn is_null_or_pattern(text: &str) -> bool {
    matches!(Origin::read(text), Some(Origin::Null | Origin::Pattern(_)))
}

#[inline]
const fn covered<'a>(pattern: &'a str, origins: &[(&'a str, bool)]) -> Option<Problem<'a>> {
    let pattern = match Pattern::read(pattern) {
        Some(pattern) => pattern,
        None => return None,
    };
    let mut at = 0;
    while at < origins.len() {
        let (text, is_constant) = origins[at];
        if is_constant && pattern.matches(text.as_bytes()) {
            return Some(Problem::List(ListProblem::CoveredOrigin { origin: text, by: pattern.text() }));
        }
        at += 1;
    }
    None
}

/// `dangerously(insecure_origins)` must concern an element of the list.
#[inline]
pub(crate) const fn without_insecure<'a>(origins: &[&str]) -> Option<Problem<'a>> {
    match first_insecure(origins) {
        Some(_) => None,
        None => Some(Problem::Exemption(ExemptionProblem::InsecureOriginsUnneeded)),
    }
}

/// The origins of a static that a policy with credentials cannot have, in the list `key`.
#[inline]
pub(crate) const fn credentialed<'a>(
    list: &[&'a str],
    key: &'a str,
    allows_insecure: bool,
    allows_any_host: bool,
) -> Option<Problem<'a>> {
    let mut at = 0;
    while at < list.len() {
        match Origin::read_bound(list[at]) {
            Some(Origin::Any) => return Some(Problem::Bounds(BoundsProblem::AnyBoundWithCredentials)),
            Some(Origin::Pattern(pattern)) if pattern.is_insecure() => {
                if !allows_insecure {
                    return Some(Problem::Bounds(BoundsProblem::InsecureBound { origin: list[at], key }));
                }
            }
            // Under `https://*`, the host itself must be named.
            Some(Origin::Pattern(pattern)) if pattern.has_any_host() && !equal(pattern.scheme(), "https") => {
                if !allows_any_host {
                    return Some(Problem::Bounds(BoundsProblem::AnyHostBound { pattern: list[at], key }));
                }
            }
            Some(Origin::Null | Origin::Pattern(_)) | None => {}
        }
        at += 1;
    }
    None
}

/// Each element of `default` must be covered by a bound.
#[inline]
pub(crate) const fn outside<'a>(default: &[&'a str], within: &[&str]) -> Option<Problem<'a>> {
    let mut at = 0;
    while at < default.len() {
        if let Some(origin) = Origin::read(default[at]) {
            if !is_covered(&origin, within) {
                return Some(Problem::Bounds(BoundsProblem::DefaultNotWithin { origin: default[at] }));
            }
        }
        at += 1;
    }
    None
}

#[inline]
const fn is_covered(origin: &Origin<'_>, within: &[&str]) -> bool {
    let mut at = 0;
    while at < within.len() {
        if let Some(bound) = Origin::read_bound(within[at]) {
            if bound.covers(origin) {
                return true;
            }
        }
        at += 1;
    }
    false
}

/// `dangerously(any_host)` must concern an element of a static.
#[inline]
pub(crate) const fn without_any_host<'a>(lists: &[&[&str]]) -> Option<Problem<'a>> {
    let mut list = 0;
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            if let Some(Origin::Pattern(pattern)) = Origin::read(lists[list][at]) {
                if pattern.has_any_host() {
                    return None;
                }
            }
            at += 1;
        }
        list += 1;
    }
    Some(Problem::Exemption(ExemptionProblem::AnyHostUnneeded))
}

/// `dangerously(insecure_origins)` must concern an element of a static.
#[inline]
pub(crate) const fn without_insecure_in<'a>(lists: &[&[&str]]) -> Option<Problem<'a>> {
    let mut list = 0;
    while list < lists.len() {
        if first_insecure(lists[list]).is_some() {
            return None;
        }
        list += 1;
    }
    Some(Problem::Exemption(ExemptionProblem::InsecureOriginsUnneeded))
}

#[inline]
const fn first_insecure<'a>(origins: &[&'a str]) -> Option<&'a str> {
    let mut at = 0;
    while at < origins.len() {
        // `*` has its own rule.
        if matches!(Origin::read_bound(origins[at]), Some(Origin::Pattern(pattern)) if pattern.is_insecure()) {
            return Some(origins[at]);
        }
        at += 1;
    }
    None
}

/// The names that an extractor reads must be names of request headers. Scripts cannot set some of them, such as
/// `cookie`; browsers do.
#[inline]
pub(crate) const fn unreadable<'a>(names: &[&'a str]) -> Option<Problem<'a>> {
    let mut at = 0;
    while at < names.len() {
        if equal(names[at], "*") {
            return Some(Problem::Header(HeaderProblem::AnyHeaderRead));
        }
        match requested(names[at]) {
            None | Some(HeaderProblem::ForbiddenRequestHeader { .. }) => {}
            Some(problem) => return Some(Problem::Header(problem)),
        }
        at += 1;
    }
    None
}
