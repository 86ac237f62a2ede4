//! Origins that are named at run time: their bounds, and values outside of them.

/// Why a static `Origins` is invalid, or why an origin that is named at run time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum BoundsProblem<'a> {
    // The static.
    /// The list of bounds is empty.
    NoBounds,
    /// The list of origins that are always allowed is empty.
    NoAlways,
    /// `*` is always allowed.
    AnyInAlways,
    /// `null` in one of the lists.
    NullBound,
    /// A bound for any host in another form than `https://*`.
    AnyHostBoundForm { text: &'a str, scheme: &'a str },
    /// An element of `default` that no bound covers.
    DefaultNotWithin { origin: &'a str },
    /// An exemption that only policies can have.
    ExemptionOfPolicy { name: &'a str },

    // The static, and a policy with credentials.
    /// `*` is a bound.
    AnyBoundWithCredentials,
    /// An element, of the list `key`, that lets origins in that a network attacker can tamper with.
    InsecureBound { origin: &'a str, key: &'a str },
    /// An element, of the list `key`, that lets every host of a scheme in.
    AnyHostBound { pattern: &'a str, key: &'a str },

    // Origins that are named at run time.
    /// An empty text.
    EmptyEntry,
    /// Several origins in one text.
    SeveralInEntry { text: &'a str },
    /// An entry in quotation marks, or in the brackets of a list.
    QuotedEntry { text: &'a str },
    /// `*` is named.
    AnyEntry { within: &'a [&'a str] },
    /// `https://*` is named.
    AnyHostEntry { text: &'a str },
    /// `null` is named.
    NullEntry,
    /// An origin or a pattern that no bound covers as a whole.
    NotWithin { origin: &'a str, within: &'a [&'a str] },
    /// A wildcard over a public suffix.
    PublicSuffixEntry { pattern: &'a str },
    /// A wildcard, in a program without the list of public suffixes.
    SuffixesUnknown { pattern: &'a str },
}
