//! A policy's arguments, held against all rules at once.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::lift::Exemption;
use crate::origin::Origin;
use crate::problem::Problem;
use crate::suffix::PublicSuffixes;
use crate::{headers, lifts, max_age, methods, origins};

/// An attribute's arguments before they are believed.
///
/// ```
/// use handler_cors_policy::{Draft, Location, PublicSuffixes, check};
///
/// let draft = Draft {
///     origins: &[Some("https://app.example.com"), Some("https://*.com")],
///     methods: &["GET", "patch"],
///     headers: &["x-request-id"],
///     expose: &[],
///     credentials: true,
///     max_age: Some(600),
///     enforce: false,
///     dangerously: &[],
/// };
/// let suffixes = PublicSuffixes { is_suffix: |host| host == "com", below: |_| None };
/// let places: Vec<_> = check(&draft, &suffixes).into_iter().map(|fault| fault.location).collect();
/// assert_eq!(places, [Location::Origin(1), Location::Method(1)]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Who may call. `None`: a constant, whose value only const evaluation sees; [`assert_constant`](crate::assert_constant)
    /// and its siblings ask the same rules there.
    pub origins: &'a [Option<&'a str>],
    /// What the handler answers, as written: `GET`, `patch`.
    pub methods: &'a [&'a str],
    /// Names of the request headers that pages may send, as written, or `*`.
    pub headers: &'a [&'a str],
    /// Names of the response headers that pages may read, as written, or `*`.
    pub expose: &'a [&'a str],
    /// Cookies and HTTP authentication.
    pub credentials: bool,
    /// Seconds for which browsers may keep a preflight's answer.
    pub max_age: Option<u64>,
    /// Enforcement for GET and HEAD too.
    pub enforce: bool,
    /// The refusals that are lifted.
    pub dangerously: &'a [Exemption],
}

impl Draft<'_> {
    #[inline]
    pub(crate) fn lifts(&self, lift: Exemption) -> bool {
        lift.is_among(self.dangerously)
    }
}

/// The place of a fault, by index into the lists of a [`Draft`]. Pairs are of an earlier and a later element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// The whole list of origins.
    Origins,
    /// An element of `origins`.
    Origin(usize),
    /// Two elements of `origins` that cannot stand beside each other.
    OriginPair(usize, usize),
    /// The whole list of methods.
    Methods,
    /// An element of `methods`.
    Method(usize),
    /// Two elements of `methods` that cannot stand beside each other.
    MethodPair(usize, usize),
    /// An element of `headers`.
    Header(usize),
    /// Two elements of `headers` that cannot stand beside each other.
    HeaderPair(usize, usize),
    /// An element of `expose`.
    Expose(usize),
    /// Two elements of `expose` that cannot stand beside each other.
    ExposePair(usize, usize),
    /// The key `credentials`.
    Credentials,
    /// The value of `max_age`.
    MaxAge,
    /// An element of `dangerously`.
    Dangerously(usize),
}

/// A problem and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault<'a> {
    /// Where it is.
    pub location: Location,
    /// What it is.
    pub problem: Problem<'a>,
}

/// All faults of a policy, key by key in the order of [`Draft`]'s fields; in a list, those of single elements first.
///
/// An element of `origins` that does not parse has one fault, and none with other elements. A fault of a pair is to be
/// reported only where both elements are there, if they depend on conditions.
#[must_use]
#[inline]
pub fn check<'a>(draft: &Draft<'a>, suffixes: &PublicSuffixes) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    let origins = origins::check(draft, suffixes, &mut faults);
    methods::check(draft.methods, &mut faults);
    headers::check(draft.headers, draft.credentials, &headers::REQUESTED, &mut faults);
    headers::check(draft.expose, draft.credentials, &headers::EXPOSED, &mut faults);
    if let Some(problem) = draft.max_age.and_then(max_age::problem) {
        faults.push(Fault { location: Location::MaxAge, problem });
    }
    lifts::check(draft, &origins, suffixes, &mut faults);
    faults
}

/// The faults of a handler's methods alone.
#[inline]
#[must_use]
pub fn check_methods<'a>(methods: &[&'a str]) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    methods::check(methods, &mut faults);
    faults
}

/// What is no error, but hardly meant: loopback origins (which are fine under a `#[cfg]`), and response headers in
/// `expose` that every page reads anyway (Fetch, "CORS-safelisted response-header name").
///
/// ```
/// use handler_cors_policy::{Draft, Location, advise};
///
/// let draft = Draft {
///     origins: &[Some("https://app.example.com"), Some("http://localhost:5173")],
///     methods: &["GET"],
///     headers: &[],
///     expose: &["content-type"],
///     credentials: false,
///     max_age: None,
///     enforce: false,
///     dangerously: &[],
/// };
/// let places: Vec<_> = advise(&draft).into_iter().map(|advice| advice.location).collect();
/// assert_eq!(places, [Location::Origin(1), Location::Expose(0)]);
/// ```
#[must_use]
#[inline]
pub fn advise<'a>(draft: &Draft<'a>) -> Vec<Fault<'a>> {
    let mut advice = Vec::new();
    for place in 0..draft.origins.len() {
        match draft.origins[place] {
            Some(origin) if is_loopback_page(origin) => {
                advice.push(Fault { location: Location::Origin(place), problem: Problem::LoopbackOrigin { origin } });
            }
            _ => {}
        }
    }
    for place in 0..draft.expose.len() {
        let name = draft.expose[place];
        if headers::is_safelisted_response_header(name) {
            advice.push(Fault { location: Location::Expose(place), problem: Problem::SafelistedExposed { name } });
        }
    }
    advice
}

/// App shells of other schemes, such as `tauri://localhost`, are no servers on a port that any program could take.
#[inline]
fn is_loopback_page(text: &str) -> bool {
    match Origin::read(text) {
        Some(Origin::Pattern(pattern)) => pattern.is_loopback() && matches!(pattern.scheme(), "http" | "https"),
        _ => false,
    }
}
