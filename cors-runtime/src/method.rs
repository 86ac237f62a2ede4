//! The methods that a handler can be declared for, as a set.

use axum::routing::MethodFilter;
use http::HeaderValue;
use std::sync::OnceLock;

/// A declarable method, its name on the wire, and axum's filter for it; the position is its bit in a [`MethodSet`].
const METHODS: [(&str, MethodFilter); 6] = [
    ("GET", MethodFilter::GET),
    ("HEAD", MethodFilter::HEAD),
    ("POST", MethodFilter::POST),
    ("PUT", MethodFilter::PUT),
    ("PATCH", MethodFilter::PATCH),
    ("DELETE", MethodFilter::DELETE),
];

/// Some of GET, HEAD, POST, PUT, PATCH and DELETE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodSet(u8);

impl MethodSet {
    pub(crate) const EMPTY: MethodSet = MethodSet(0);
    pub(crate) const GET: MethodSet = MethodSet(1);
    pub(crate) const HEAD: MethodSet = MethodSet(1 << 1);
    pub(crate) const POST: MethodSet = MethodSet(1 << 2);

    /// Methods that browsers send to another origin whatever `Access-Control-Allow-Methods` says (Fetch, §2.2.1).
    pub(crate) const SAFELISTED: MethodSet = MethodSet::GET.with(MethodSet::HEAD).with(MethodSet::POST);

    /// From one flag per method, in the order of [`METHODS`].
    pub(crate) const fn from_flags(flags: [bool; METHODS.len()]) -> MethodSet {
        let mut bits = 0;
        let mut i = 0;
        while i < flags.len() {
            bits |= (flags[i] as u8) << i;
            i += 1;
        }
        MethodSet(bits)
    }

    /// The set of the one method of this name, compared byte for byte as Fetch and RFC 9110 do; empty for all others.
    pub(crate) fn named(name: &[u8]) -> MethodSet {
        match METHODS.iter().position(|(known, _)| known.as_bytes() == name) {
            Some(bit) => MethodSet(1 << bit),
            None => MethodSet::EMPTY,
        }
    }

    pub(crate) const fn with(self, other: MethodSet) -> MethodSet {
        MethodSet(self.0 | other.0)
    }

    pub(crate) const fn and(self, other: MethodSet) -> MethodSet {
        MethodSet(self.0 & other.0)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn meets(self, other: MethodSet) -> bool {
        !self.and(other).is_empty()
    }

    fn members(self) -> impl Iterator<Item = (&'static str, MethodFilter)> {
        METHODS.into_iter().enumerate().filter(move |(bit, _)| self.0 >> bit & 1 == 1).map(|(_, method)| method)
    }

    pub(crate) fn names(self) -> impl Iterator<Item = &'static str> {
        self.members().map(|(name, _)| name)
    }

    /// `None` for the empty set, which axum cannot express.
    pub(crate) fn filter(self) -> Option<MethodFilter> {
        self.members().map(|(_, filter)| filter).reduce(MethodFilter::or)
    }

    /// The names joined by commas, as `Access-Control-Allow-Methods` and `Allow` want them. Each of the 64 possible
    /// values is made once in the life of the program, so that clones share static text and never allocate.
    pub(crate) fn header_value(self) -> HeaderValue {
        static VALUES: [OnceLock<HeaderValue>; 64] = [const { OnceLock::new() }; 64];
        let make = || HeaderValue::from_static(String::leak(self.names().collect::<Vec<_>>().join(", ")));
        match VALUES.get(usize::from(self.0)) {
            Some(value) => value.get_or_init(make).clone(),
            None => make(),
        }
    }
}
