//! Elements of an origin list that other elements say already. Lists may have thousands of elements, so that each is
//! looked up, not held against all others.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::check::{Fault, Location};
use crate::origin::{Pattern, Port, Wildcard, parent};
use crate::origins::Element;
use crate::problem::Problem;
use crate::slice::{back, equal, find, front};

#[inline]
pub(crate) fn check<'a>(elements: &[Element<'a>], faults: &mut Vec<Fault<'a>>) {
    let duplicates = duplicates(elements, faults);
    let Some(index) = Index::of(elements) else { return };
    for (place, element) in elements.iter().enumerate() {
        let Some(pattern) = element.pattern() else { continue };
        if let (Some((other, by)), false) = (index.covering(&pattern), duplicates[place]) {
            let problem = Problem::CoveredOrigin { origin: pattern.text(), by: by.text() };
            faults.push(Fault { location: Location::OriginPair(place.min(other), place.max(other)), problem });
        }
    }
}

/// Reports each element that stands in front already, and returns which they are.
#[inline]
fn duplicates<'a>(elements: &[Element<'a>], faults: &mut Vec<Fault<'a>>) -> Vec<bool> {
    let mut places = Places::of_up_to(elements.len());
    let mut duplicates = Vec::with_capacity(elements.len());
    for (place, element) in elements.iter().enumerate() {
        let Element::Origin(origin) = element else {
            duplicates.push(false);
            continue;
        };
        let earlier = places.first(Key { scheme: "", port: Port::Any, hosts: Hosts::One(origin.text()) }, place);
        duplicates.push(earlier < place);
        if earlier < place {
            let problem = Problem::DuplicateOrigin { origin: origin.text() };
            faults.push(Fault { location: Location::OriginPair(earlier, place), problem });
        }
    }
    duplicates
}

/// A pattern less its text.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key<'a> {
    scheme: &'a str,
    port: Port,
    hosts: Hosts<'a>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hosts<'a> {
    One(&'a str),
    Below(&'a str),
    Like { prefix: &'a str, suffix: &'a str, parent: &'a str },
}

impl<'a> Hosts<'a> {
    #[inline]
    fn of(pattern: &Pattern<'a>) -> Hosts<'a> {
        match pattern.wildcard() {
            Wildcard::None => Hosts::One(pattern.host()),
            Wildcard::Subdomains { parent } => Hosts::Below(parent),
            Wildcard::Label { prefix, suffix, parent } => Hosts::Like { prefix, suffix, parent },
        }
    }
}

impl Key<'_> {
    /// FNV-1a. What the texts are is up to whoever compiles them.
    #[inline]
    fn hash(&self) -> u64 {
        let port = match self.port {
            Port::Default => 0,
            Port::Number(number) => number,
            Port::Any => 1,
        };
        let start = hash(u64::from(port), self.scheme);
        match self.hosts {
            Hosts::One(host) => hash(start, host),
            Hosts::Below(parent) => hash(hash(start, "*."), parent),
            Hosts::Like { prefix, suffix, parent } => hash(hash(hash(start, prefix), suffix), parent),
        }
    }
}

#[inline]
fn hash(start: u64, text: &str) -> u64 {
    let mut hash = start ^ 0xcbf2_9ce4_8422_2325;
    for byte in text.as_bytes() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// A hash table of places, at most half full. `HashMap` would do, but for the time that it takes to compile for each key.
struct Places<'a> {
    slots: Vec<Option<(Key<'a>, usize)>>,
}

impl<'a> Places<'a> {
    #[inline]
    fn of_up_to(count: usize) -> Places<'a> {
        Places { slots: vec![None; (count * 2).next_power_of_two()] }
    }

    /// The first place that was given for this key, maybe this one.
    #[inline]
    fn first(&mut self, key: Key<'a>, place: usize) -> usize {
        let slot = self.slot(&key);
        match self.slots[slot] {
            Some((_, first)) => first,
            None => {
                self.slots[slot] = Some((key, place));
                place
            }
        }
    }

    #[inline]
    fn get(&self, key: &Key<'a>) -> Option<usize> {
        self.slots[self.slot(key)].map(|(_, place)| place)
    }

    /// Where the key is, or could be put.
    #[inline]
    fn slot(&self, key: &Key<'a>) -> usize {
        let mut slot = key.hash() as usize % self.slots.len();
        while let Some((taken, _)) = &self.slots[slot] {
            if taken == key {
                break;
            }
            slot = (slot + 1) % self.slots.len();
        }
        slot
    }
}

/// The patterns of a list that admit more than one origin.
struct Index<'e, 'a> {
    elements: &'e [Element<'a>],
    /// The first place of each.
    first: Places<'a>,
    /// Where in `affixes` those of each scheme and parent are, by the key of an empty label.
    labels: Places<'a>,
    /// How long what stands in front of `*` and behind it is, in the patterns of one scheme and parent.
    affixes: Vec<Vec<(usize, usize)>>,
}

impl<'e, 'a> Index<'e, 'a> {
    /// `None` if there are no such patterns.
    #[inline]
    fn of(elements: &'e [Element<'a>]) -> Option<Index<'e, 'a>> {
        let mut wide = Vec::new();
        for (place, element) in elements.iter().enumerate() {
            match element.pattern() {
                Some(pattern) if !pattern.is_exact() => wide.push((place, pattern)),
                _ => {}
            }
        }
        if wide.is_empty() {
            return None;
        }
        let mut index = Index {
            elements,
            first: Places::of_up_to(wide.len()),
            labels: Places::of_up_to(wide.len()),
            affixes: Vec::new(),
        };
        for (place, pattern) in &wide {
            index.add(*place, pattern);
        }
        Some(index)
    }

    #[inline]
    fn add(&mut self, place: usize, pattern: &Pattern<'a>) {
        let (scheme, hosts) = (pattern.scheme(), Hosts::of(pattern));
        self.first.first(Key { scheme, port: pattern.port(), hosts }, place);
        if let Hosts::Like { prefix, suffix, parent } = hosts {
            let at = self.labels.first(label(scheme, parent), self.affixes.len());
            if at == self.affixes.len() {
                self.affixes.push(Vec::new());
            }
            let lengths = (prefix.len(), suffix.len());
            if !self.affixes[at].contains(&lengths) {
                self.affixes[at].push(lengths);
            }
        }
    }

    /// The first other pattern that admits all that this one does.
    #[inline]
    fn covering(&self, pattern: &Pattern<'a>) -> Option<(usize, Pattern<'a>)> {
        let mut found: Option<(usize, Pattern<'a>)> = None;
        for hosts in &self.wider(pattern) {
            for port in &[pattern.port(), Port::Any] {
                let key = Key { scheme: pattern.scheme(), port: *port, hosts: *hosts };
                let Some(place) = self.first.get(&key) else { continue };
                let Some(other) = self.elements[place].pattern() else { continue };
                let is_first = found.is_none_or(|(found, _)| place < found);
                if is_first && !equal(other.text(), pattern.text()) && other.covers(pattern) {
                    found = Some((place, other));
                }
            }
        }
        found
    }

    /// All hosts that may be those of a pattern that covers this one.
    #[inline]
    fn wider(&self, pattern: &Pattern<'a>) -> Vec<Hosts<'a>> {
        let own = Hosts::of(pattern);
        // What the pattern's label starts and ends with, if it can be that of another pattern.
        let (start, end, nearest) = match own {
            Hosts::One(host) => {
                let label = front(host, find(host, b'.').unwrap_or(host.len()));
                (label, label, parent(host))
            }
            Hosts::Below(parent) => ("", "", Some(parent)),
            Hosts::Like { prefix, suffix, parent } => (prefix, suffix, Some(parent)),
        };
        let mut wider = Vec::new();
        wider.push(own);
        let mut above = nearest;
        while let Some(host) = above {
            wider.push(Hosts::Below(host));
            above = parent(host);
        }
        let Some(parent) = nearest else { return wider };
        let Some(at) = self.labels.get(&label(pattern.scheme(), parent)) else { return wider };
        for (prefix, suffix) in &self.affixes[at] {
            if *prefix <= start.len() && *suffix <= end.len() {
                let (prefix, suffix) = (front(start, *prefix), back(end, end.len() - suffix));
                wider.push(Hosts::Like { prefix, suffix, parent });
            }
        }
        wider
    }
}

#[inline]
fn label<'a>(scheme: &'a str, parent: &'a str) -> Key<'a> {
    Key { scheme, port: Port::Any, hosts: Hosts::Like { prefix: "", suffix: "", parent } }
}
