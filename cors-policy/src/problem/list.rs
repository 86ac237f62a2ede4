//! Lists of origins.

/// Why a policy cannot have this list of origins, or what it is warned of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum ListProblem<'a> {
    /// The list of origins is empty.
    NoOrigins,
    /// `#[cfg]` removes all elements of the list.
    NoOriginsLeft,

    // Elements next to each other.
    /// `*` next to another element; `None`: a constant.
    AnyBeside { other: Option<&'a str> },
    /// An element that is in the list already.
    DuplicateOrigin { origin: &'a str },
    /// An element that a pattern of the list matches.
    CoveredOrigin { origin: &'a str, by: &'a str },

    // Credentials.
    /// `*` with credentials (Fetch, "CORS check").
    AnyWithCredentials,
    /// `http://` with credentials, except for loopback origins.
    InsecureOrigin { origin: &'a str },
    /// Every host of a scheme with credentials.
    AnyHostWithCredentials { pattern: &'a str, scheme: &'a str },

    // Public suffixes.
    /// A wildcard directly before a public suffix.
    PublicSuffix { pattern: &'a str, suffix: &'a str },
    /// A wildcard directly before a single label that is not in the public suffix list.
    SingleLabel { pattern: &'a str, label: &'a str },
    /// A wildcard that matches sites below a public suffix.
    PublicSuffixBelow { pattern: &'a str, suffix: &'a str },
    /// A wildcard within a label directly before a public suffix.
    PublicSuffixInLabel { pattern: &'a str, suffix: &'a str },
    /// A wildcard within a label before a public suffix, where a dot after `*` would make it safe.
    MissingDot { pattern: &'a str },
    /// A wildcard that matches sites below a host that is shared like a public suffix.
    SharedHost { pattern: &'a str, host: &'a str },

    // Constants.
    /// A constant that is `*`.
    AnyInConstant,
    /// A constant that is `null`, where `null` is allowed.
    NullInConstant,
    /// A constant that is a pattern with a wildcard.
    WildcardInConstant { pattern: &'a str },

    // Warnings.
    /// Warning: an origin on the user's own machine.
    LoopbackOrigin { origin: &'a str, of_shell: bool },
}
