//! Elements of an origin list that other elements say already. Lists may have thousands of elements, so that each is
//! looked up, not held against all others.

use crate::check::{Fault, Place};
use crate::origin::{Pattern, Port, Wildcard, parent};
use crate::origins::{Element, patterns};
use crate::problem::Problem;
use std::collections::HashMap;

pub(crate) fn check<'a>(elements: &[Element<'a>], faults: &mut Vec<Fault<'a>>) {
    let duplicates = duplicates(elements, faults);
    let index = Index::of(elements);
    if index.first.is_empty() {
        return;
    }
    for (place, pattern) in patterns(elements) {
        let covering = index.covering(&pattern);
        if let (Some((other, by)), false) = (covering, duplicates[place]) {
            let problem = Problem::CoveredOrigin { origin: pattern.text(), by: by.text() };
            faults.push(Fault { place: Place::OriginPair(place.min(other), place.max(other)), problem });
        }
    }
}

/// Reports each element that stands in front already, and returns which they are.
fn duplicates<'a>(elements: &[Element<'a>], faults: &mut Vec<Fault<'a>>) -> Vec<bool> {
    let mut first = HashMap::with_capacity(elements.len());
    let mut duplicates = vec![false; elements.len()];
    for (place, element) in elements.iter().enumerate() {
        let Element::Origin(origin) = element else { continue };
        let earlier = *first.entry(origin.text()).or_insert(place);
        if earlier < place {
            duplicates[place] = true;
            let problem = Problem::DuplicateOrigin { origin: origin.text() };
            faults.push(Fault { place: Place::OriginPair(earlier, place), problem });
        }
    }
    duplicates
}

/// The patterns of a list that admit more than one origin.
#[derive(Default)]
struct Index<'a> {
    /// The first place of each.
    first: HashMap<Key<'a>, (usize, Pattern<'a>)>,
    /// Below each scheme and parent, how long what stands in front of `*` and behind it is in the patterns there.
    affixes: HashMap<(&'a str, &'a str), Vec<(usize, usize)>>,
}

/// A pattern less its text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key<'a> {
    scheme: &'a str,
    port: Port,
    hosts: Hosts<'a>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Hosts<'a> {
    One(&'a str),
    Below(&'a str),
    Like { prefix: &'a str, suffix: &'a str, parent: &'a str },
}

impl<'a> Hosts<'a> {
    fn of(pattern: &Pattern<'a>) -> Hosts<'a> {
        match pattern.wildcard() {
            Wildcard::None => Hosts::One(pattern.host()),
            Wildcard::Subdomains { parent } => Hosts::Below(parent),
            Wildcard::Label { prefix, suffix, parent } => Hosts::Like { prefix, suffix, parent },
        }
    }
}

impl<'a> Index<'a> {
    fn of(elements: &[Element<'a>]) -> Index<'a> {
        let mut index = Index::default();
        for (place, pattern) in patterns(elements).filter(|(_, pattern)| !pattern.is_exact()) {
            let (scheme, hosts) = (pattern.scheme(), Hosts::of(&pattern));
            index.first.entry(Key { scheme, port: pattern.port(), hosts }).or_insert((place, pattern));
            if let Hosts::Like { prefix, suffix, parent } = hosts {
                let affixes = index.affixes.entry((scheme, parent)).or_default();
                let lengths = (prefix.len(), suffix.len());
                if !affixes.contains(&lengths) {
                    affixes.push(lengths);
                }
            }
        }
        index
    }

    /// The first other pattern that admits all that this one does.
    fn covering(&self, pattern: &Pattern<'a>) -> Option<(usize, Pattern<'a>)> {
        let mut found: Option<(usize, Pattern<'a>)> = None;
        for hosts in self.wider(pattern) {
            for port in [pattern.port(), Port::Any] {
                let Some(other) = self.first.get(&Key { scheme: pattern.scheme(), port, hosts }) else { continue };
                let is_first = found.is_none_or(|(place, _)| other.0 < place);
                if is_first && other.1.text() != pattern.text() && other.1.covers(pattern) {
                    found = Some(*other);
                }
            }
        }
        found
    }

    /// All hosts that may be those of a pattern that covers this one.
    fn wider(&self, pattern: &Pattern<'a>) -> Vec<Hosts<'a>> {
        let own = Hosts::of(pattern);
        let (label, nearest) = match own {
            Hosts::One(host) => (host.split_once('.').map(|(label, _)| (label, label)), parent(host)),
            Hosts::Below(parent) => (None, Some(parent)),
            Hosts::Like { prefix, suffix, parent } => (Some((prefix, suffix)), Some(parent)),
        };
        let mut wider = vec![own];
        wider.extend(std::iter::successors(nearest, |host| parent(host)).map(Hosts::Below));
        if let (Some(label), Some(parent)) = (label, nearest) {
            let affixes = self.affixes.get(&(pattern.scheme(), parent));
            wider.extend(affixes.into_iter().flatten().filter_map(|lengths| like(label, *lengths, parent)));
        }
        wider
    }
}

/// The pattern of one label whose fixed ends have these lengths, and are those of a label that starts and ends so.
fn like<'a>((start, end): (&'a str, &'a str), (prefix, suffix): (usize, usize), parent: &'a str) -> Option<Hosts<'a>> {
    let prefix = start.get(..prefix)?;
    let suffix = end.get(end.len().checked_sub(suffix)?..)?;
    Some(Hosts::Like { prefix, suffix, parent })
}
