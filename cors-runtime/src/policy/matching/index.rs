//! Wildcard patterns found by what stands behind `*`, so that a long list costs no more than a short one.
//!
//! The index only narrows down which patterns are asked; whether one of them admits the origin, [`Pattern::admits`] says. A
//! host is read once, from its end: at each dot, the hash so far is that of a parent.

use super::empty;
use handler_cors_policy::{Pattern, Port, Wildcard};

pub(super) struct Index {
    /// By linear probing at a load of at most one half: a key, and the place of a pattern that has it. Several may.
    slots: Vec<Option<(u64, usize)>>,
    patterns: Vec<Pattern<'static>>,
    /// How long what stands in front of `*` and behind it is, in patterns with `*` inside a label.
    affixes: Vec<(usize, usize)>,
    has_any_port: bool,
    /// How many dots from the end of a host on a pattern may say anything about.
    deepest: usize,
}

/// Which hosts a key is for.
#[derive(Clone, Copy)]
enum Hosts {
    /// One, in a pattern of any port.
    One = 1,
    /// All below a parent.
    Below = 2,
    /// Those right below a parent whose label starts and ends in a certain way.
    Like = 3,
}

/// Stands for every port in a key.
const ANY_PORT: &str = ":*";

impl Index {
    pub(super) fn new(patterns: Vec<Pattern<'static>>) -> Index {
        let size = (patterns.len() * 2).next_power_of_two();
        let mut index = Index { slots: empty(size), patterns, affixes: Vec::new(), has_any_port: false, deepest: 0 };
        for place in 0..index.patterns.len() {
            index.insert(place);
        }
        index
    }

    fn insert(&mut self, place: usize) {
        let pattern = &self.patterns[place];
        if let Wildcard::Label { prefix, suffix, .. } = pattern.wildcard() {
            let affix = (prefix.len(), suffix.len());
            if !self.affixes.contains(&affix) {
                self.affixes.push(affix);
            }
        }
        self.has_any_port |= pattern.port() == Port::Any;
        self.deepest = self.deepest.max(dots(pattern));
        let key = key_of(pattern);
        let mut at = self.home(key);
        while self.slots[at].is_some() {
            at = self.after(at);
        }
        self.slots[at] = Some((key, place));
    }

    pub(super) fn matches(&self, origin: &[u8]) -> bool {
        let Some(Parts { scheme, host, port }) = Parts::of(origin) else { return false };
        let any_port = self.has_any_port.then(|| start(scheme, ANY_PORT.as_bytes()));
        let asked = Asked { index: self, origin, port: start(scheme, port), any_port };
        let label_end = find(host, b'.');
        let (mut hash, mut depth, mut rest) = (EMPTY, 0, host);
        while let Some((byte, before)) = rest.split_last() {
            if *byte == b'.' {
                depth += 1;
                // A stranger's host may be of nothing but dots.
                if depth > self.deepest {
                    return false;
                }
                if asked.is_among(Hosts::Below, hash) || label_end == Some(before.len()) && asked.is_like(before, hash)
                {
                    return true;
                }
            }
            hash = step(hash, *byte);
            rest = before;
        }
        asked.is_among(Hosts::One, hash)
    }

    /// Whether a pattern of this key admits the origin.
    fn has(&self, key: u64, origin: &[u8]) -> bool {
        let mut at = self.home(key);
        while let Some((other, pattern)) = self.slots[at] {
            if other == key && self.patterns[pattern].matches(origin) {
                return true;
            }
            at = self.after(at);
        }
        false
    }

    fn home(&self, key: u64) -> usize {
        (key >> 20) as usize & (self.slots.len() - 1)
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }
}

/// An origin, and the hashes of its scheme with its port and with any port, if a pattern says that.
struct Asked<'a> {
    index: &'a Index,
    origin: &'a [u8],
    port: u64,
    any_port: Option<u64>,
}

impl Asked<'_> {
    fn is_among(&self, hosts: Hosts, hash: u64) -> bool {
        let is_among = |start| self.index.has(key(start, hosts, hash), self.origin);
        is_among(self.port) || self.any_port.is_some_and(is_among)
    }

    /// In each of the ways in which patterns say how a label starts and ends.
    fn is_like(&self, label: &[u8], parent: u64) -> bool {
        for (start, end) in &self.index.affixes {
            let end = label.len().checked_sub(*end);
            let (Some(prefix), Some(suffix)) = (label.get(..*start), end.and_then(|end| label.get(end..))) else {
                continue;
            };
            if self.is_among(Hosts::Like, step_over(parent, like(prefix, suffix))) {
                return true;
            }
        }
        false
    }
}

/// An origin cut into its parts, whatever it may be.
struct Parts<'o> {
    scheme: &'o [u8],
    host: &'o [u8],
    /// With the colon; empty if there is none.
    port: &'o [u8],
}

impl<'o> Parts<'o> {
    fn of(origin: &'o [u8]) -> Option<Parts<'o>> {
        let (scheme, rest) = origin.split_at(find(origin, b':')?);
        let rest = rest.strip_prefix(b"://")?;
        // The colons of an IPv6 address stand in brackets.
        let bracket = find(rest, b']').unwrap_or_default();
        let host_end = find(&rest[bracket..], b':').map_or(rest.len(), |colon| bracket + colon);
        let (host, port) = rest.split_at(host_end);
        Some(Parts { scheme, host, port })
    }
}

fn find(bytes: &[u8], wanted: u8) -> Option<usize> {
    bytes.iter().position(|byte| *byte == wanted)
}

/// The dots that are behind what `*` may stand for, and the one that ends it.
fn dots(pattern: &Pattern<'_>) -> usize {
    let (fixed, behind) = match pattern.wildcard() {
        Wildcard::None => (pattern.host(), 0),
        Wildcard::Subdomains { parent } | Wildcard::Label { parent, .. } => (parent, 1),
    };
    let mut dots = behind;
    for byte in fixed.as_bytes() {
        dots += usize::from(*byte == b'.');
    }
    dots
}

fn key_of(pattern: &Pattern<'_>) -> u64 {
    let port = match pattern.port() {
        Port::Default => String::new(),
        Port::Number(number) => format!(":{number}"),
        Port::Any => ANY_PORT.to_owned(),
    };
    let start = start(pattern.scheme().as_bytes(), port.as_bytes());
    match pattern.wildcard() {
        Wildcard::None => key(start, Hosts::One, from_end(pattern.host())),
        Wildcard::Subdomains { parent } => key(start, Hosts::Below, from_end(parent)),
        Wildcard::Label { prefix, suffix, parent } => {
            key(start, Hosts::Like, step_over(from_end(parent), like(prefix.as_bytes(), suffix.as_bytes())))
        }
    }
}

const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    step_over(hash, u64::from(byte))
}

fn step_over(hash: u64, word: u64) -> u64 {
    (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3)
}

fn step_through(mut hash: u64, bytes: &[u8]) -> u64 {
    for byte in bytes {
        hash = step(hash, *byte);
    }
    hash
}

fn start(scheme: &[u8], port: &[u8]) -> u64 {
    step_through(step_through(EMPTY, scheme), port)
}

fn like(prefix: &[u8], suffix: &[u8]) -> u64 {
    step_through(step(step_through(EMPTY, prefix), b'*'), suffix)
}

fn from_end(host: &str) -> u64 {
    let mut hash = EMPTY;
    for byte in host.as_bytes().iter().rev() {
        hash = step(hash, *byte);
    }
    hash
}

fn key(start: u64, hosts: Hosts, hash: u64) -> u64 {
    step_over(step_over(hash, start), hosts as u64)
}
