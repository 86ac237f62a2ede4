//! The input of the rules.

use crate::exemption::Exemption;

/// The arguments of an attribute, before they are checked.
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
/// let locations: Vec<_> = check(&draft, &suffixes).into_iter().map(|fault| fault.location).collect();
/// assert_eq!(locations, [Location::Origin(1), Location::Method(1)]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The allowed origins. `None`: a constant, whose value is only known in const evaluation, where
    /// [`assert_constant`](crate::assert_constant) and its siblings check it by the same rules.
    pub origins: &'a [Option<&'a str>],
    /// The methods that the handler serves, as written: `GET`, `patch`.
    pub methods: &'a [&'a str],
    /// The names of the allowed request headers, as written, or `*`.
    pub headers: &'a [&'a str],
    /// The names of the exposed response headers, as written, or `*`.
    pub expose: &'a [&'a str],
    /// Whether requests can have credentials: cookies and HTTP authentication.
    pub credentials: bool,
    /// For how many seconds browsers can keep the response to a preflight.
    pub max_age: Option<u64>,
    /// Whether GET and HEAD are enforced too.
    pub enforce: bool,
    /// The checks that are disabled.
    pub dangerously: &'a [Exemption],
}

impl Draft<'_> {
    #[inline]
    pub(super) fn has_exemption(&self, exemption: Exemption) -> bool {
        self.dangerously.contains(&exemption)
    }
}
