//! Assertions for const evaluation. A broken rule is a panic with the text of the problem, which the compiler reports
//! at the constant.

use crate::problem::Problem;
use crate::rules::ConstExemptions;
use crate::rules::constants::{
    constant, credentialed, non_empty, outside, redundant, unreadable, without_any_host, without_insecure,
    without_insecure_in,
};

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

/// The lists of a static `Origins`, for const evaluation.
#[derive(Clone, Copy, Debug)]
pub struct OriginsLists<'a> {
    /// The bounds.
    pub within: &'a [&'a str],
    /// What is allowed beside the origins that are named at run time.
    pub always: &'a [&'a str],
    /// What is allowed where none are named.
    pub default: &'a [&'a str],
}

/// Asserts that a policy with credentials can use the origins of a static: none is `*`, and none is one that a network attacker can
/// tamper with, or that of every extension, unless the policy disables that check.
///
/// ```
/// use handler_cors_policy::{OriginsLists, assert_within};
///
/// const PAGES: OriginsLists = OriginsLists { within: &["https://*"], always: &["tauri://localhost"], default: &[] };
/// const _: () = assert_within(PAGES, false, false);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] of the first element that it cannot use.
///
/// ```compile_fail
/// # use handler_cors_policy::{OriginsLists, assert_within};
/// const _: () = assert_within(OriginsLists { within: &["http://*"], always: &[], default: &[] }, false, false);
/// ```
#[track_caller]
#[inline]
pub const fn assert_within(origins: OriginsLists<'_>, insecure_origins: bool, any_host: bool) {
    assert_none(credentialed(origins.within, "within", insecure_origins, any_host));
    assert_none(credentialed(origins.always, "always", insecure_origins, any_host));
    assert_none(credentialed(origins.default, "default", insecure_origins, any_host));
}

/// Asserts that `dangerously(insecure_origins)` on a policy has an effect on the origins of a static.
///
/// # Panics
///
/// With [`Problem::text`], if it has none.
///
/// ```compile_fail
/// # use handler_cors_policy::{OriginsLists, assert_insecure_within};
/// const _: () = assert_insecure_within(OriginsLists { within: &["https://*"], always: &[], default: &[] });
/// ```
#[track_caller]
#[inline]
pub const fn assert_insecure_within(origins: OriginsLists<'_>) {
    assert_none(without_insecure_in(&[origins.within, origins.always, origins.default]));
}

/// Asserts that `dangerously(any_host)` on a policy has an effect on the origins of a static.
///
/// # Panics
///
/// With [`Problem::text`], if it has none.
///
/// ```compile_fail
/// # use handler_cors_policy::{OriginsLists, assert_any_host_within};
/// const _: () = assert_any_host_within(OriginsLists { within: &["https://*"], always: &[], default: &[] });
/// ```
#[track_caller]
#[inline]
pub const fn assert_any_host_within(origins: OriginsLists<'_>) {
    assert_none(without_any_host(&[origins.within, origins.always, origins.default]));
}

/// Asserts that the elements of `default`, constants included, are within the bounds.
///
/// ```
/// use handler_cors_policy::assert_default;
///
/// const APP: &str = "https://app.example.com";
/// const _: () = assert_default(&[APP], &["https://*.example.com"]);
/// ```
///
/// # Panics
///
/// With [`Problem::text`] of the first element that is not.
#[track_caller]
#[inline]
pub const fn assert_default(default: &[&str], within: &[&str]) {
    assert_none(outside(default, within));
}

#[track_caller]
#[inline]
const fn assert_none(problem: Option<Problem<'_>>) {
    if let Some(problem) = problem {
        let text = problem.text();
        panic!("{}", text.as_str())
    }
}
