//! Elements of an origin list that other elements make redundant.
//!
//! A list can have thousands of elements. So the texts of the few patterns that could cover an element are looked up,
//! in place of a comparison with all others.

use super::element::Element;
use crate::fault::{Fault, Location};
use crate::origin::labels::{end_of_label, parent};
use crate::origin::{Pattern, Port, Wildcard};
use crate::problem::{ListProblem, Problem};
use crate::slice::{after, before};
use std::collections::HashMap;

/// Indices of the elements that have a text in common.
type Index<'a> = HashMap<&'a str, Vec<usize>>;

/// Reports duplicates, then elements that a pattern of the list covers.
#[inline]
pub(super) fn check<'a>(elements: &[Element<'a>], faults: &mut Vec<Fault<'a>>) {
    let mut report = |index: usize, other: usize, problem| {
        let location = Location::OriginPair(index.min(other), index.max(other));
        faults.push(Fault { location, problem: Problem::List(problem) });
    };
    let mut by_text = Index::new();
    for (index, element) in elements.iter().enumerate() {
        let Element::Origin(origin) = element else { continue };
        let equal = by_text.entry(origin.text()).or_default();
        equal.push(index);
        if equal.len() > 1 {
            report(index, equal[0], ListProblem::DuplicateOrigin { origin: origin.text() });
        }
    }
    let Some(by_parent) = label_wildcards(elements) else { return };
    for (index, element) in elements.iter().enumerate() {
        let Some(pattern) = element.pattern().filter(|pattern| by_text[pattern.text()][0] == index) else { continue };
        let mut first: Option<(usize, Pattern<'a>)> = None;
        for text in covering_texts(&pattern, elements, &by_parent) {
            let Some(other) = by_text.get(text.as_str()).map(|equal| equal[0]) else { continue };
            let Some(by) = elements[other].pattern().filter(|by| by.covers(&pattern)) else { continue };
            if other != index && first.is_none_or(|(first, _)| other < first) {
                first = Some((other, by));
            }
        }
        if let Some((other, by)) = first {
            report(index, other, ListProblem::CoveredOrigin { origin: pattern.text(), by: by.text() });
        }
    }
}

/// The patterns with a wildcard within a label, by the domain after that label; of those whose label is equally long
/// before and after the `*`, the first. `None` if the list has no wildcards at all, so that no pattern can cover
/// another.
#[inline]
fn label_wildcards<'a>(elements: &[Element<'a>]) -> Option<Index<'a>> {
    let mut has_wildcard = false;
    let mut by_parent = Index::new();
    for (index, element) in elements.iter().enumerate() {
        let Some(pattern) = element.pattern() else { continue };
        has_wildcard |= !pattern.is_exact();
        let Wildcard::Label { prefix, suffix, parent } = pattern.wildcard() else { continue };
        let same_parent = by_parent.entry(parent).or_default();
        let lengths = (prefix.len(), suffix.len());
        if !same_parent.iter().any(|other| affix_lengths(&elements[*other]) == lengths) {
            same_parent.push(index);
        }
    }
    has_wildcard.then_some(by_parent)
}

/// How long the label is before and after its `*`.
#[inline]
fn affix_lengths(element: &Element<'_>) -> (usize, usize) {
    match element.pattern().map(|pattern| pattern.wildcard()) {
        Some(Wildcard::Label { prefix, suffix, .. }) => (prefix.len(), suffix.len()),
        _ => (0, 0),
    }
}

/// The texts of all patterns that could cover this one, its own text included.
#[inline]
fn covering_texts(pattern: &Pattern<'_>, elements: &[Element<'_>], by_parent: &Index<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for host in covering_hosts(pattern, elements, by_parent) {
        let portless = format!("{}://{host}", pattern.scheme());
        texts.push(format!("{portless}:*"));
        match pattern.port() {
            Port::Default => texts.push(portless),
            Port::Number(port) => texts.push(format!("{portless}:{port}")),
            Port::Any => {}
        }
    }
    // As a bound of http and https it has any port.
    texts.push(format!("{}://*", pattern.scheme()));
    texts
}

#[inline]
fn covering_hosts(pattern: &Pattern<'_>, elements: &[Element<'_>], by_parent: &Index<'_>) -> Vec<String> {
    let host = pattern.host();
    // What the label of a covering pattern can start and end with.
    let (start, end, domain) = match pattern.wildcard() {
        Wildcard::None | Wildcard::Host => {
            let label = before(host, end_of_label(host, 0));
            (label, label, parent(host))
        }
        Wildcard::Subdomains { parent } => ("", "", Some(parent)),
        Wildcard::Label { prefix, suffix, parent } => (prefix, suffix, Some(parent)),
    };
    let mut hosts = vec![host.to_owned(), "*".to_owned()];
    let Some(domain) = domain else { return hosts };
    for other in by_parent.get(domain).into_iter().flatten() {
        let (prefix, suffix) = affix_lengths(&elements[*other]);
        if prefix <= start.len() && suffix <= end.len() {
            hosts.push(format!("{}*{}.{domain}", before(start, prefix), after(end, end.len() - suffix)));
        }
    }
    let mut ancestor = Some(domain);
    while let Some(domain) = ancestor {
        hosts.push(format!("*.{domain}"));
        ancestor = parent(domain);
    }
    hosts
}
