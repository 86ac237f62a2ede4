//! Wildcard patterns found by what stands behind `*`, so that a long list costs no more than a short one.
//!
//! The index only narrows down which patterns are asked; whether one of them admits the origin, [`Pattern::admits`] says. A
//! host is read once, from its end: at each dot, the hash so far is that of a parent.

use handler_cors_policy::{Pattern, Port, Wildcard};

#[derive(Debug)]
pub(super) struct Index {
    /// By linear probing at a load of at most one half: a key, and the place of a pattern that has it. Several may.
    slots: Box<[Option<(u64, usize)>]>,
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
const ANY_PORT: &[u8] = b":*";

impl Index {
    pub(super) fn new(patterns: Vec<Pattern<'static>>) -> Index {
        let size = (patterns.len() * 2).next_power_of_two();
        let mut affixes: Vec<_> =
            patterns.iter().filter_map(affix).map(|(start, end)| (start.len(), end.len())).collect();
        affixes.sort_unstable();
        affixes.dedup();
        let has_any_port = patterns.iter().any(|pattern| pattern.port() == Port::Any);
        let deepest = patterns.iter().map(dots).max().unwrap_or_default();
        let keys: Vec<u64> = patterns.iter().map(key_of).collect();
        let mut index = Index { slots: vec![None; size].into_boxed_slice(), patterns, affixes, has_any_port, deepest };
        for (pattern, key) in keys.into_iter().enumerate() {
            index.insert(key, pattern);
        }
        index
    }

    fn insert(&mut self, key: u64, pattern: usize) {
        let mut at = self.home(key);
        while self.slots[at].is_some() {
            at = self.after(at);
        }
        self.slots[at] = Some((key, pattern));
    }

    pub(super) fn admits(&self, origin: &[u8]) -> bool {
        let Some(Parts { scheme, host, port }) = Parts::of(origin) else { return false };
        let starts = [Some(start(scheme, port)), self.has_any_port.then(|| start(scheme, ANY_PORT))];
        let is_among = |hosts, hash| starts.iter().flatten().any(|start| self.has(key(*start, hosts, hash), origin));
        let label_end = host.iter().position(|byte| *byte == b'.');
        let (mut hash, mut depth) = (EMPTY, 0);
        for (at, byte) in host.iter().enumerate().rev() {
            if *byte == b'.' {
                depth += 1;
                // A stranger's host may be of nothing but dots.
                if depth > self.deepest {
                    return false;
                }
                let is_like = |hash| self.likes(&host[..at]).any(|like| is_among(Hosts::Like, step_over(hash, like)));
                if is_among(Hosts::Below, hash) || label_end == Some(at) && is_like(hash) {
                    return true;
                }
            }
            hash = step(hash, *byte);
        }
        is_among(Hosts::One, hash)
    }

    /// The hashes of the ways in which patterns could say how a label starts and ends.
    fn likes<'l>(&'l self, label: &'l [u8]) -> impl Iterator<Item = u64> {
        self.affixes.iter().filter_map(move |(start, end)| {
            let end = label.len().checked_sub(*end)?;
            Some(like(label.get(..*start)?, label.get(end..)?))
        })
    }

    /// Whether a pattern of this key admits the origin.
    fn has(&self, key: u64, origin: &[u8]) -> bool {
        let mut at = self.home(key);
        while let Some((other, pattern)) = self.slots[at] {
            if other == key && self.patterns[pattern].admits(origin) {
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

/// An origin cut into its parts, whatever it may be.
struct Parts<'o> {
    scheme: &'o [u8],
    host: &'o [u8],
    /// With the colon; empty if there is none.
    port: &'o [u8],
}

impl<'o> Parts<'o> {
    fn of(origin: &'o [u8]) -> Option<Parts<'o>> {
        let scheme_end = origin.windows(3).position(|three| three == b"://")?;
        let (scheme, rest) = (&origin[..scheme_end], &origin[scheme_end + 3..]);
        // The colons of an IPv6 address stand in brackets.
        let bracket = rest.iter().position(|byte| *byte == b']').unwrap_or_default();
        let host_end =
            rest[bracket..].iter().position(|byte| *byte == b':').map_or(rest.len(), |colon| bracket + colon);
        let (host, port) = rest.split_at(host_end);
        Some(Parts { scheme, host, port })
    }
}

fn affix<'a>(pattern: &Pattern<'a>) -> Option<(&'a [u8], &'a [u8])> {
    match pattern.wildcard() {
        Wildcard::Label { prefix, suffix, .. } => Some((prefix.as_bytes(), suffix.as_bytes())),
        Wildcard::None | Wildcard::Subdomains { .. } => None,
    }
}

/// The dots that are behind what `*` may stand for, and the one that ends it.
fn dots(pattern: &Pattern<'_>) -> usize {
    let (fixed, behind) = match pattern.wildcard() {
        Wildcard::None => (pattern.host(), 0),
        Wildcard::Subdomains { parent } | Wildcard::Label { parent, .. } => (parent, 1),
    };
    fixed.bytes().filter(|byte| *byte == b'.').count() + behind
}

fn key_of(pattern: &Pattern<'_>) -> u64 {
    let port = match pattern.port() {
        Port::Default => String::new(),
        Port::Number(number) => format!(":{number}"),
        Port::Any => String::from_utf8_lossy(ANY_PORT).into_owned(),
    };
    let start = start(pattern.scheme().as_bytes(), port.as_bytes());
    let from_end = |host: &str| host.bytes().rev().fold(EMPTY, step);
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

fn start(scheme: &[u8], port: &[u8]) -> u64 {
    scheme.iter().chain(port).fold(EMPTY, |hash, byte| step(hash, *byte))
}

fn like(prefix: &[u8], suffix: &[u8]) -> u64 {
    prefix.iter().chain(b"*").chain(suffix).fold(EMPTY, |hash, byte| step(hash, *byte))
}

fn key(start: u64, hosts: Hosts, hash: u64) -> u64 {
    step_over(step_over(hash, start), hosts as u64)
}
