//! Exemptions, as in `dangerously(...)`.

/// Why an exemption is invalid, or has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum ExemptionProblem<'a> {
    /// An exemption that does not exist, with the one that was probably meant.
    UnknownExemption { name: &'a str, near: Option<&'a str> },
    /// An exemption that is in the list already.
    DuplicateExemption { name: &'a str },

    // Without effect.
    /// `insecure_origins` without credentials.
    InsecureOriginsWithoutCredentials,
    /// `insecure_origins` without an `http://` origin.
    InsecureOriginsUnneeded,
    /// `public_suffixes` without a wildcard over a public suffix.
    PublicSuffixesUnneeded,
    /// `null_origin` without `null`.
    NullOriginUnneeded,
    /// `any_host` without credentials.
    AnyHostWithoutCredentials,
    /// `any_host` without a host that is `*`.
    AnyHostUnneeded,
    /// `unenforced` without a method that is enforced.
    UnenforcedUnneeded,
    /// `unenforced` with `*`.
    UnenforcedForAny,
    /// `unenforced` with `enforce`.
    UnenforcedBesideEnforce,
    /// `cross_site_navigations` without `enforce`.
    NavigationsWithoutEnforce,
    /// `cross_site_navigations` without GET or HEAD.
    NavigationsUnneeded,
}
