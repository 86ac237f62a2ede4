//! Assertions for const evaluation. A broken rule is a panic with the text of the problem, which the compiler reports
//! at the constant.

use crate::problem::Problem;
use crate::rules::ConstExemptions;
use crate::rules::constants::{constant, insecure_bound, non_empty, redundant, unreadable, without_insecure};

/// Asserts that a constant is one exact origin, and can be in a policy with or without credentials.
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
/// With [`Problem::text`], if it is not or cannot.
///
/// ```compile_fail
/// # use handler_cors_policy::{ConstExemptions, assert_constant};
/// const APP: &str = "https://app.example.com/";
/// const _: () = assert_constant(APP, true, ConstExemptions { insecure_origins: false, null_origin: false });
/// ```
#[track_caller]
#[inline]
pub const fn assert_constant(text: &'static str, credentials: bool, exemptions: ConstExemptions) {
    assert_none(constant(text, credentials, exemptions));
}

/// Asserts that a list of origins whose elements have `#[cfg]` is not empty.
///
/// ```
/// use handler_cors_policy::assert_some;
///
/// const _: () = assert_some(&["https://app.example.com", #[cfg(debug_assertions)] "http://localhost:5173"]);
/// ```
///
/// # Panics
///
/// With [`Problem::text`], if it is.
#[track_caller]
#[inline]
pub const fn assert_some(origins: &[&str]) {
    assert_none(non_empty(origins));
}

/// Asserts that no constant of a list of origins is equal to, or covered by, another element. Each element comes with
/// whether it is a constant. Elements that are not origins are left to other rules, and so is `*`.
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
/// With [`Problem::text`] of the first redundant element.
#[track_caller]
#[inline]
pub const fn assert_distinct(origins: &[(&str, bool)]) {
    assert_none(redundant(origins));
}

/// Asserts that `dangerously(insecure_origins)` has an effect: an origin starts with `http://` and is not loopback.
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
/// With [`Problem::text`], if it has none.
#[track_caller]
#[inline]
pub const fn assert_insecure(origins: &[&str]) {
    assert_none(without_insecure(origins));
}

/// Asserts that the names that an extractor reads are names of request headers. This includes names that scripts cannot
/// set, such as `cookie`.
///
/// ```
/// use handler_cors_policy::assert_request_headers;
///
/// const _: () = assert_request_headers(&["x-tenant", "cookie"]);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] of the first name that is not.
///
/// ```compile_fail
/// # use handler_cors_policy::assert_request_headers;
/// const _: () = assert_request_headers(&["*"]);
/// ```
#[track_caller]
#[inline]
pub const fn assert_request_headers(names: &[&'static str]) {
    assert_none(unreadable(names));
}

/// Asserts that a policy can use origins within these bounds: with credentials, none that a network attacker can tamper
/// with.
///
/// ```
/// use handler_cors_policy::assert_within;
///
/// const _: () = assert_within(&["https://*.example.com", "http://localhost:*"], true, false);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] of the first bound that covers such origins.
///
/// ```compile_fail
/// # use handler_cors_policy::assert_within;
/// const _: () = assert_within(&["http://*.example.com"], true, false);
/// ```
#[track_caller]
#[inline]
pub const fn assert_within(within: &[&str], credentials: bool, insecure_origins: bool) {
    if credentials && !insecure_origins {
        assert_none(insecure_bound(within));
    }
}

#[track_caller]
#[inline]
const fn assert_none(problem: Option<Problem<'_>>) {
    if let Some(problem) = problem {
        let text = problem.text();
        panic!("{}", text.as_str())
    }
}
