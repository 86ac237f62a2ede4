//! Arguments of the attribute.

/// Why the arguments of `#[cors(...)]` cannot be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum AttributeProblem<'a> {
    // Keys.
    /// A key that does not exist, with the one that was probably meant, and a list of those that do.
    UnknownKey { key: &'a str, near: Option<&'a str>, keys: &'a str },
    /// A key that is there already, with the form in which the lists of both can be merged.
    DuplicateKey { key: &'a str, merged: Option<&'a str> },

    // Lists.
    /// A comma without an element before it.
    EmptyElement,
    /// A comma without an argument before it.
    EmptyArgument,

    // Values.
    /// A `max_age` that is longer than browsers keep the response to a preflight.
    MaxAgeTooLarge { seconds: u64 },
}
