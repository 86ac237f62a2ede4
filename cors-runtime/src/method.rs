//! The methods that a handler can be declared for, as a set.

use axum::routing::MethodFilter;
use http::HeaderValue;
use std::sync::OnceLock;

/// The declarable methods, each with its name on the wire and axum's filter for it; the position is its bit.
const METHODS: [(MethodSet, &str, MethodFilter); 6] = [
    (MethodSet::GET, "GET", MethodFilter::GET),
    (MethodSet::HEAD, "HEAD", MethodFilter::HEAD),
    (MethodSet::POST, "POST", MethodFilter::POST),
    (MethodSet(1 << 3), "PUT", MethodFilter::PUT),
    (MethodSet(1 << 4), "PATCH", MethodFilter::PATCH),
    (MethodSet(1 << 5), "DELETE", MethodFilter::DELETE),
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

    /// From one flag per method, in the order of [`METHODS`]. Only const evaluation asks, which needs no machine code.
    #[inline]
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
        for (method, known, _) in &METHODS {
            if known.as_bytes() == name {
                return *method;
            }
        }
        MethodSet::EMPTY
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

    pub(crate) fn names(self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for (method, name, _) in &METHODS {
            if self.meets(*method) {
                names.push(*name);
            }
        }
        names
    }

    /// `None` for the empty set, which axum cannot express.
    pub(crate) fn filter(self) -> Option<MethodFilter> {
        let mut all: Option<MethodFilter> = None;
        for (method, _, filter) in &METHODS {
            if self.meets(*method) {
                all = Some(all.map_or(*filter, |others| others.or(*filter)));
            }
        }
        all
    }

    /// The names joined by commas, as `Access-Control-Allow-Methods` and `Allow` want them. Each of the 64 possible
    /// values is made once in the life of the program, so that clones share static text and never allocate.
    pub(crate) fn header_value(self) -> HeaderValue {
        static VALUES: [OnceLock<HeaderValue>; 64] = [const { OnceLock::new() }; 64];
        let make = || HeaderValue::from_static(String::leak(listed(&self.names())));
        match VALUES.get(usize::from(self.0)) {
            Some(value) => value.get_or_init(make).clone(),
            None => make(),
        }
    }
}

/// Joined by commas, as header values and messages want them.
pub(crate) fn listed(names: &[&str]) -> String {
    let mut list = String::new();
    for name in names {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(name);
    }
    list
}
