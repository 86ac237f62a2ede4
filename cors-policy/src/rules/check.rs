//! All rules of a policy.

use super::bounds::OriginsDraft;
use super::draft::Draft;
use super::methods::check_methods;
use super::public_suffix::PublicSuffixes;
use super::{exemptions, headers, origins};
use crate::fault::{Fault, Location};
use crate::headers::is_safelisted_response_header;
use crate::origin::Origin;
use crate::problem::{AttributeProblem, HeaderProblem, ListProblem, Problem};

/// The longest time for which a browser (Firefox) keeps the response to a preflight, in seconds.
const LONGEST_MAX_AGE: u64 = 86_400;

/// Returns all faults of a policy, in the order of the fields of [`Draft`]; within a list, those of single elements
/// first.
///
/// An invalid element of `origins` has one fault, and none together with other elements. If elements depend on
/// conditions, a fault of a pair is only an error where both elements are present.
#[must_use]
#[inline]
pub fn check<'a>(draft: &Draft<'a>, suffixes: &PublicSuffixes) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    let origins = origins::check(draft, suffixes, &mut faults);
    faults.extend(check_methods(draft.methods));
    headers::check(draft.headers, draft.credentials, &headers::REQUESTED, &mut faults);
    headers::check(draft.expose, draft.credentials, &headers::EXPOSED, &mut faults);
    if let Some(seconds) = draft.max_age.filter(|seconds| *seconds > LONGEST_MAX_AGE) {
        let problem = Problem::Attribute(AttributeProblem::MaxAgeTooLarge { seconds });
        faults.push(Fault { location: Location::MaxAge, problem });
    }
    exemptions::check(draft, &origins, suffixes, &mut faults);
    faults
}

/// Returns what a policy is warned of: loopback origins, which are fine with `#[cfg]`, and exposed headers that scripts
/// can read anyway (Fetch, "CORS-safelisted response-header name").
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
/// let locations: Vec<_> = advise(&draft).into_iter().map(|advice| advice.location).collect();
/// assert_eq!(locations, [Location::Origin(1), Location::Expose(0)]);
/// ```
#[must_use]
#[inline]
pub fn advise<'a>(draft: &Draft<'a>) -> Vec<Fault<'a>> {
    let mut advice = Vec::new();
    loopback(draft.origins, Location::Origin, &mut advice);
    for (index, name) in draft.expose.iter().enumerate() {
        if is_safelisted_response_header(name) {
            let problem = Problem::Header(HeaderProblem::SafelistedExposed { name });
            advice.push(Fault { location: Location::Expose(index), problem });
        }
    }
    advice
}

/// Returns what a static `Origins` is warned of, as [`advise`] for a list: loopback origins that are always allowed, or by default.
///
/// ```
/// use handler_cors_policy::{Location, OriginsDraft, advise_origins};
///
/// let always = [Some("http://localhost:5173")];
/// let draft = OriginsDraft { within: &[Some("https://*")], always: Some(&always), default: None, dangerously: &[] };
/// assert_eq!(advise_origins(&draft)[0].location, Location::Always(0));
/// ```
#[must_use]
#[inline]
pub fn advise_origins<'a>(draft: &OriginsDraft<'a>) -> Vec<Fault<'a>> {
    let mut advice = Vec::new();
    loopback(draft.always.unwrap_or_default(), Location::Always, &mut advice);
    loopback(draft.default.unwrap_or_default(), Location::Default, &mut advice);
    advice
}

/// Warns of the loopback origins of a list.
#[inline]
fn loopback<'a>(origins: &[Option<&'a str>], location: fn(usize) -> Location, advice: &mut Vec<Fault<'a>>) {
    let has_shell = origins.iter().flatten().any(|text| {
        matches!(Origin::read(text), Some(Origin::Pattern(pattern)) if !matches!(pattern.scheme(), "http" | "https"))
    });
    for (index, origin) in origins.iter().enumerate() {
        let Some(origin) = origin.filter(|origin| is_loopback_page(origin)) else { continue };
        let of_shell = is_shell(origin);
        if !(of_shell && has_shell) {
            let problem = Problem::List(ListProblem::LoopbackOrigin { origin, of_shell });
            advice.push(Fault { location: location(index), problem });
        }
    }
}

/// The origins of app shells with other schemes, such as `tauri://localhost`, do not have a port that any program could
/// use.
#[inline]
fn is_loopback_page(text: &str) -> bool {
    match Origin::read(text) {
        Some(Origin::Pattern(pattern)) => pattern.is_loopback() && matches!(pattern.scheme(), "http" | "https"),
        _ => false,
    }
}

/// Whether an app shell has this origin in production: Capacitor on Android, Tauri on Android and Windows. Beside the origin that the
/// shell has on other platforms, it is certainly meant.
#[inline]
fn is_shell(text: &str) -> bool {
    matches!(text, "http://localhost" | "https://localhost" | "http://tauri.localhost" | "https://tauri.localhost")
}
