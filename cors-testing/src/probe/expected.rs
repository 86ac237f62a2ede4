//! What the surface promises of a response.

use std::collections::BTreeSet;

/// What a row promises of the response to a request.
#[derive(Clone, Debug)]
pub(super) enum Expected {
    /// An allowed preflight.
    Preflight(Preflight),
    /// A preflight for a method that an application may or may not serve.
    MaybePreflight(Preflight),
    /// A denied preflight: its origin is disallowed.
    Denied,
    /// A preflight for a method that nothing on the path serves: whatever responds to it does not allow the method.
    NotServed { method: String },
    /// OPTIONS without Origin, which whatever is there may serve: no page's origin is in the response.
    Options { allows_any: bool },
    /// A response that pages of the origin can read.
    Readable(Readable),
    /// A response that pages of the origin cannot read.
    Unreadable { is_rejected: bool, vary: &'static [&'static str] },
    /// GET or HEAD without Origin.
    Unasked { allows_any: bool, vary: &'static [&'static str] },
}

/// What an allowed preflight responds.
#[derive(Clone, Debug)]
pub(super) struct Preflight {
    pub(super) method: String,
    /// `Access-Control-Allow-Origin`
    pub(super) origin: String,
    pub(super) credentials: bool,
    /// The methods of the path.
    pub(super) methods: BTreeSet<String>,
    /// The header names that the row allows, in lower case.
    pub(super) headers: BTreeSet<String>,
    /// Those that may be listed, since handlers under the same policy on the path share them.
    pub(super) shared_headers: BTreeSet<String>,
    pub(super) max_age: Option<u32>,
    /// Whether it may be 0: beside plain routes, which the surface does not show one by one.
    pub(super) may_be_uncached: bool,
}

/// What a response to GET or HEAD has for an allowed origin.
#[derive(Clone, Debug)]
pub(super) struct Readable {
    /// `Access-Control-Allow-Origin`
    pub(super) origin: String,
    pub(super) credentials: bool,
    /// In lower case.
    pub(super) expose: BTreeSet<String>,
    pub(super) vary: &'static [&'static str],
}

/// What every response to OPTIONS varies by.
pub(super) const PREFLIGHT_VARY: &[&str] =
    &["origin", "access-control-request-method", "access-control-request-headers"];
