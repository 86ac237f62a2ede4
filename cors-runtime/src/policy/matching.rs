//! Which origins a policy admits, prepared for the comparison that each request costs.
//!
//! Plain loops: every program has this, and chains of iterators cost a debug build a dozen functions each.

mod index;

use handler_cors_policy::{MAX_ORIGIN_LEN, Origin, Pattern};
use http::HeaderValue;
use index::Index;

/// An origin list, ready to be asked.
pub(crate) enum Matcher {
    /// `["*"]`: every origin, and requests without one.
    Any,
    List(List),
    /// `dynamic(…)`: a predicate decides.
    Predicate,
}

pub(crate) struct List {
    exact: Exact,
    wildcards: Option<Wildcards>,
}

enum Wildcards {
    /// So few that asking each of them costs less than finding the right one.
    Few(Vec<Pattern<'static>>),
    Many(Index),
}

impl Wildcards {
    const FEW: usize = 4;

    fn new(patterns: Vec<Pattern<'static>>) -> Option<Wildcards> {
        match patterns.len() {
            0 => None,
            1..=Self::FEW => Some(Wildcards::Few(patterns)),
            _ => Some(Wildcards::Many(Index::new(patterns))),
        }
    }

    #[inline(never)]
    fn matches(&self, origin: &[u8]) -> bool {
        match self {
            Wildcards::Few(patterns) => {
                for pattern in patterns {
                    if pattern.matches(origin) {
                        return true;
                    }
                }
                false
            }
            Wildcards::Many(index) => index.matches(origin),
        }
    }
}

impl Matcher {
    /// Elements that the grammar refuses are left out: the compiler has refused them before, and what is not in the
    /// list is not admitted.
    pub(crate) fn new(declared: &[&'static str]) -> Matcher {
        let mut exact = Vec::new();
        let mut wildcards = Vec::new();
        for &text in declared {
            match Origin::read(text) {
                Some(Origin::Any) => return Matcher::Any,
                Some(Origin::Null) => exact.push(text),
                Some(Origin::Pattern(pattern)) if pattern.is_exact() => exact.push(text),
                Some(Origin::Pattern(pattern)) => wildcards.push(pattern),
                None => {}
            }
        }
        Matcher::List(List { exact: Exact::new(&exact), wildcards: Wildcards::new(wildcards) })
    }
}

impl List {
    /// The value of `Access-Control-Allow-Origin` for this origin, if the list has it. Bytes are compared as they came.
    #[inline]
    pub(crate) fn find<'a>(&'a self, origin: &'a HeaderValue) -> Option<&'a HeaderValue> {
        let bytes = origin.as_bytes();
        if bytes.len() > MAX_ORIGIN_LEN {
            return None;
        }
        match (self.exact.get(bytes), &self.wildcards) {
            (Some(known), _) => Some(known),
            (None, Some(wildcards)) if wildcards.matches(bytes) => Some(origin),
            (None, _) => None,
        }
    }
}

enum Exact {
    /// So few that a hash costs more than to compare each of them.
    Few(Vec<HeaderValue>),
    Many(ExactTable),
}

impl Exact {
    const FEW: usize = 4;

    fn new(origins: &[&'static str]) -> Exact {
        if origins.len() > Self::FEW {
            return Exact::Many(ExactTable::new(origins));
        }
        let mut entries = Vec::with_capacity(origins.len());
        for origin in origins {
            entries.push(HeaderValue::from_static(origin));
        }
        Exact::Few(entries)
    }

    #[inline]
    fn get(&self, origin: &[u8]) -> Option<&HeaderValue> {
        match self {
            Exact::Few(entries) => {
                for entry in entries {
                    if entry.as_bytes() == origin {
                        return Some(entry);
                    }
                }
                None
            }
            Exact::Many(table) => table.get(origin),
        }
    }
}

/// Slots that are all free: `vec!` would clone the first.
fn empty<T>(size: usize) -> Vec<Option<T>> {
    let mut slots = Vec::with_capacity(size);
    while slots.len() < size {
        slots.push(None);
    }
    slots
}

/// A hash table that never changes after it is built, by linear probing at a load of at most one half. Its keys are the
/// developer's, so the hash need not resist keys made to collide; what it costs to refuse a stranger's origin is bounded
/// by the longest run of the table, which is the developer's too.
struct ExactTable {
    slots: Vec<Option<HeaderValue>>,
}

impl ExactTable {
    fn new(origins: &[&'static str]) -> ExactTable {
        let size = (origins.len() * 2).next_power_of_two();
        let mut table = ExactTable { slots: empty(size) };
        for origin in origins {
            table.insert(HeaderValue::from_static(origin));
        }
        table
    }

    fn insert(&mut self, origin: HeaderValue) {
        let mut at = self.home(origin.as_bytes());
        while let Some(taken) = &self.slots[at] {
            if *taken == origin {
                return;
            }
            at = self.after(at);
        }
        self.slots[at] = Some(origin);
    }

    #[inline(never)]
    fn get(&self, origin: &[u8]) -> Option<&HeaderValue> {
        let mut at = self.home(origin);
        while let Some(entry) = &self.slots[at] {
            if entry.as_bytes() == origin {
                return Some(entry);
            }
            at = self.after(at);
        }
        None
    }

    fn home(&self, origin: &[u8]) -> usize {
        hash(origin) as usize & (self.slots.len() - 1)
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }
}

/// Eight bytes at a time, the last eight of them overlapping: origins are some 25 bytes long, so that a stronger hash would
/// cost more than the comparison.
fn hash(bytes: &[u8]) -> u64 {
    let last = bytes.last_chunk().map_or(0, |last| u64::from_le_bytes(*last));
    let mut state = mix(bytes.len() as u64 ^ last);
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk() {
        state = mix(state ^ u64::from_le_bytes(*word));
        rest = behind;
    }
    state
}

fn mix(word: u64) -> u64 {
    let product = word.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 29)
}
