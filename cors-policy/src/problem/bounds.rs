//! Bounds of origins that are configured at run time, and values outside of them.

/// Why bounds are invalid, or why a configured origin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum BoundsProblem<'a> {
    // The bounds.
    /// The list of bounds is empty.
    NoBounds,
    /// `*` is a bound.
    AnyBound,
    /// `null` is a bound.
    NullBound,
    /// An exemption that only policies can have.
    ExemptionOfPolicy { name: &'a str },
    /// A bound that lets origins in that a network attacker can tamper with, and credentials.
    InsecureBound { origin: &'a str },

    // Configured origins.
    /// The value is empty.
    EmptyVariable,
    /// An empty entry between two commas or at an end.
    EmptyEntry,
    /// Several origins without a comma between them.
    SeveralInEntry { text: &'a str },
    /// An entry in quotation marks, or in the brackets of a list.
    QuotedEntry { text: &'a str },
    /// `*` is configured.
    AnyInVariable { within: &'a [&'a str] },
    /// `null` is configured.
    NullInVariable { within: &'a [&'a str] },
    /// An origin or a pattern that no bound covers as a whole.
    NotWithin { origin: &'a str, within: &'a [&'a str] },
}
