//! All rules of a policy.

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
    for (index, origin) in draft.origins.iter().enumerate() {
        if let Some(origin) = origin.filter(|origin| is_loopback_page(origin)) {
            let problem = Problem::List(ListProblem::LoopbackOrigin { origin });
            advice.push(Fault { location: Location::Origin(index), problem });
        }
    }
    for (index, name) in draft.expose.iter().enumerate() {
        if is_safelisted_response_header(name) {
            let problem = Problem::Header(HeaderProblem::SafelistedExposed { name });
            advice.push(Fault { location: Location::Expose(index), problem });
        }
    }
    advice
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
