//! The rules for constants in origin lists, whose values only const evaluation sees. A broken rule is a panic with the
//! problem's text, which the compiler reports at the constant.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::headers;
use crate::origin::{Origin, Pattern};
use crate::problem::Problem;
use crate::slice::{contains, equal};

/// Which refusals are lifted for constants.
#[derive(Clone, Copy, Debug)]
pub struct ConstExemptions {
    /// `dangerously(insecure_origins)`
    pub insecure_origins: bool,
    /// `dangerously(null_origin)`
    pub null_origin: bool,
}

/// Requires that a constant is one exact origin, and may be in a policy with or without credentials.
///
/// ```
/// use handler_cors_policy::{ConstExemptions, assert_constant};
///
/// const APP: &str = concat!("https://", "app.example.com");
/// const _: () = assert_constant(APP, true, ConstExemptions { insecure_origins: false, null_origin: false });
/// ```
///
/// # Panics
///
/// With [`Problem::text`] if it is not, or may not be.
///
/// ```compile_fail
/// # use handler_cors_policy::{ConstExemptions, assert_constant};
/// const APP: &str = "https://app.example.com/";
/// const _: () = assert_constant(APP, true, ConstExemptions { insecure_origins: false, null_origin: false });
/// ```
#[track_caller]
#[inline]
pub const fn assert_constant(text: &'static str, credentials: bool, lifts: ConstExemptions) {
    if let Some(problem) = constant(text, credentials, lifts) {
        refuse(problem);
    }
}

#[inline]
const fn constant(text: &'static str, credentials: bool, lifts: ConstExemptions) -> Option<Problem<'static>> {
    match Origin::parse(text) {
        Err(problem) => Some(problem),
        Ok(Origin::Any) => Some(Problem::EveryoneInConstant),
        Ok(Origin::Null) if lifts.null_origin => Some(Problem::NullInConstant),
        Ok(Origin::Null) => Some(Problem::NullOrigin { origin: text }),
        Ok(Origin::Pattern(pattern)) if !pattern.is_exact() => Some(Problem::WildcardInConstant { pattern: text }),
        Ok(Origin::Pattern(pattern)) if credentials && pattern.is_insecure() && !lifts.insecure_origins => {
            Some(Problem::InsecureOrigin { origin: text })
        }
        Ok(Origin::Pattern(_)) => None,
    }
}

/// Requires that something is left of an origin list whose elements stand under `#[cfg]`.
///
/// ```
/// use handler_cors_policy::assert_some;
///
/// const _: () = assert_some(&["https://app.example.com", #[cfg(debug_assertions)] "http://localhost:5173"]);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] if nothing is.
#[track_caller]
#[inline]
pub const fn assert_some(origins: &[&str]) {
    if origins.is_empty() {
        refuse(Problem::NoOriginsLeft);
    }
}

/// Requires that no constant of an origin list is, or is covered by, another element of it. Elements are given with whether
/// they are constants. Those that are no origins are left to the other rules, and so is `*`.
///
/// ```
/// use handler_cors_policy::assert_distinct;
///
/// const APP: &str = "https://app.example.com";
/// const _: () = assert_distinct(&[("https://*.partner.example", false), (APP, true)]);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] for the first element that is redundant.
#[track_caller]
#[inline]
pub const fn assert_distinct(origins: &[(&str, bool)]) {
    let mut at = 0;
    while at < origins.len() {
        let (text, is_constant) = origins[at];
        if is_constant {
            if let Some(problem) = repeated(text, at, origins) {
                refuse(problem);
            }
        } else if contains(text, b'*') {
            // Constants cover nothing, as they are exact.
            if let Some(pattern) = Pattern::read(text) {
                if let Some(problem) = covered(&pattern, origins) {
                    refuse(problem);
                }
            }
        }
        at += 1;
    }
}

/// Whether a constant, at `place`, equals another element.
#[inline]
const fn repeated<'a>(text: &'a str, place: usize, origins: &[(&str, bool)]) -> Option<Problem<'a>> {
    let mut at = 0;
    while at < origins.len() {
        let (other, _) = origins[at];
        if at != place && equal(text, other) && is_null_or_pattern(text) {
            return Some(Problem::DuplicateOrigin { origin: text });
        }
        at += 1;
    }
    None
}

#[inline]
const fn is_null_or_pattern(text: &str) -> bool {
    matches!(Origin::read(text), Some(Origin::Null | Origin::Pattern(_)))
}

/// Whether a pattern covers any of the constants.
#[inline]
const fn covered<'a>(pattern: &Pattern<'a>, origins: &[(&'a str, bool)]) -> Option<Problem<'a>> {
    let mut at = 0;
    while at < origins.len() {
        let (text, is_constant) = origins[at];
        if is_constant && pattern.matches(text.as_bytes()) {
            return Some(Problem::CoveredOrigin { origin: text, by: pattern.text() });
        }
        at += 1;
    }
    None
}

/// Requires that `dangerously(insecure_origins)` lifts something.
///
/// ```
/// use handler_cors_policy::assert_insecure;
///
/// const PRINTER: &str = "http://printer.example.com";
/// const _: () = assert_insecure(&["https://app.example.com", PRINTER]);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] if no element is an `http://` origin other than loopback.
#[track_caller]
#[inline]
pub const fn assert_insecure(origins: &[&str]) {
    let mut at = 0;
    while at < origins.len() {
        if matches!(Pattern::read(origins[at]), Some(pattern) if pattern.is_insecure()) {
            return;
        }
        at += 1;
    }
    refuse(Problem::InsecureOriginsUnneeded);
}

/// Requires that a policy which other modules declare guards WebSockets, for a handler that opens them.
///
/// ```
/// use handler_cors_policy::assert_enforced;
///
/// const _: () = assert_enforced(true);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] if it does not.
#[track_caller]
#[inline]
pub const fn assert_enforced(is_enforced: bool) {
    if !is_enforced {
        refuse(Problem::WebSocketUnguardedByPolicy);
    }
}

/// Requires that the names that an extractor says it reads are names of request headers. Those that no page can set, such as
/// `cookie`, are.
///
/// ```
/// use handler_cors_policy::assert_request_headers;
///
/// const _: () = assert_request_headers(&["x-tenant", "cookie"]);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] for the first that is not.
///
/// ```compile_fail
/// # use handler_cors_policy::assert_request_headers;
/// const _: () = assert_request_headers(&["*"]);
/// ```
#[track_caller]
#[inline]
pub const fn assert_request_headers(names: &[&'static str]) {
    let mut at = 0;
    while at < names.len() {
        if equal(names[at], "*") {
            refuse(Problem::AnyHeaderRead);
        }
        match headers::requested(names[at]) {
            None | Some(Problem::ForbiddenRequestHeader { .. }) => {}
            Some(problem) => refuse(problem),
        }
        at += 1;
    }
}

#[track_caller]
#[inline]
pub(crate) const fn refuse(problem: Problem<'_>) -> ! {
    let text = problem.text();
    panic!("{}", text.as_str())
}
