//! Elements of an origin list that other elements make redundant.

use super::element::Element;
use crate::fault::{Fault, Location};
use crate::origin::labels::{end_of_label, parent};
use crate::origin::{Pattern, Port, Wildcard};
use crate::problem::{ListProblem, Problem};
use crate::slice::{after, before};
use std::collections::{HashMap, HashSet};

/// Reports duplicates, then elements that a pattern of the list covers.
///
/// A list can have thousands of elements. So the texts of the few patterns that could cover an element are looked up, in
/// place of a comparison with all others.
pub(super) fn check<'a>(elements: &[Element<'a>], faults: &mut Vec<Fault<'a>>) {
    let mut report = |one: usize, other: usize, problem| {
        let location = Location::OriginPair(one.min(other), one.max(other));
        faults.push(Fault { location, problem: Problem::List(problem) });
    };
    let mut first = HashMap::new();
    let mut affixes: Affixes<'a> = HashMap::new();
    let mut patterns = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        let Element::Origin(origin) = element else { continue };
        let earlier = *first.entry(origin.text()).or_insert(index);
        if earlier < index {
            report(earlier, index, ListProblem::DuplicateOrigin { origin: origin.text() });
        } else if let Some(pattern) = element.pattern() {
            patterns.push((index, pattern));
            if let Wildcard::Label { prefix, suffix, parent } = pattern.wildcard() {
                affixes.entry(parent).or_default().insert((prefix.len(), suffix.len()));
            }
        }
    }
    if patterns.iter().all(|(_, pattern)| pattern.is_exact()) {
        return;
    }
    for (index, pattern) in &patterns {
        let candidates = covering_texts(pattern, &affixes);
        let mut covering = Vec::new();
        for other in candidates.iter().filter_map(|text| first.get(text.as_str())) {
            covering.extend(
                elements[*other]
                    .pattern()
                    .filter(|by| other != index && by.covers(pattern))
                    .map(|by| (*other, by.text())),
            );
        }
        if let Some((other, by)) = covering.into_iter().min() {
            report(*index, other, ListProblem::CoveredOrigin { origin: pattern.text(), by });
        }
    }
}

/// For each parent domain, the lengths of the texts before and after `*` in its patterns with a wildcard within a label.
type Affixes<'a> = HashMap<&'a str, HashSet<(usize, usize)>>;

/// The texts of all patterns that could cover this one, its own text included.
fn covering_texts(pattern: &Pattern<'_>, affixes: &Affixes<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for host in covering_hosts(pattern, affixes) {
        let any_port = format!("{}://{host}:*", pattern.scheme());
        match pattern.port() {
            Port::Default => texts.push(format!("{}://{host}", pattern.scheme())),
            Port::Number(port) => texts.push(format!("{}://{host}:{port}", pattern.scheme())),
            Port::Any => {}
        }
        texts.push(any_port);
    }
    texts
}

fn covering_hosts(pattern: &Pattern<'_>, affixes: &Affixes<'_>) -> Vec<String> {
    let host = pattern.host();
    // The start and the end that the label of a covering pattern can have.
    let (start, end, nearest) = match pattern.wildcard() {
        Wildcard::None => {
            let label = before(host, end_of_label(host, 0));
            (label, label, parent(host))
        }
        Wildcard::Subdomains { parent } => ("", "", Some(parent)),
        Wildcard::Label { prefix, suffix, parent } => (prefix, suffix, Some(parent)),
    };
    let mut hosts = vec![host.to_owned()];
    let mut ancestor = nearest;
    while let Some(domain) = ancestor {
        hosts.push(format!("*.{domain}"));
        ancestor = parent(domain);
    }
    let Some(domain) = nearest else { return hosts };
    for (prefix, suffix) in affixes.get(domain).into_iter().flatten() {
        if *prefix <= start.len() && *suffix <= end.len() {
            hosts.push(format!("{}*{}.{domain}", before(start, *prefix), after(end, end.len() - suffix)));
        }
    }
    hosts
}
