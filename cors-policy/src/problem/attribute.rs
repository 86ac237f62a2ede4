//! Arguments of the attribute.

/// Why the arguments of `#[cors(...)]` cannot be read, or cannot be combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum AttributeProblem<'a> {
    // Arguments as a whole.
    /// `#[cors]` without arguments.
    NoArguments { example: &'a str },
    /// A comma too few.
    MissingComma { before: &'a str },
    /// A semicolon in place of a comma.
    Semicolon,
    /// An attribute on a key.
    AttributeOnKey,
    /// Another sign in place of `=`.
    MissingEquals { argument: &'a str },
    /// Braces or parentheses around all arguments.
    GroupedArguments { open: &'a str, close: &'a str },
    /// A layer of another library in place of arguments.
    LayerForKeys { written: &'a str, arguments: &'a str },
    /// A method, an origin, a static or a predicate without its key.
    ValueWithoutKey { found: &'a str, key: &'a str, value: &'a str },

    // Keys.
    /// A key that does not exist, with the argument that was probably meant, and a list of the keys that do.
    UnknownKey { key: &'a str, argument: Option<&'a str>, keys: &'a str },
    /// A key of another library for what needs none.
    UnneededKey { key: &'a str, argument: &'a str, reason: &'a str },
    /// A key that is there already, with the form in which the lists of both can be merged.
    DuplicateKey { key: &'a str, merged: Option<&'a str> },
    /// Tokens that do not resemble a key.
    ExpectedKey { quoted: Option<&'a str>, keys: &'a str },
    /// A key that the item needs.
    MissingKey { key: &'a str, example: &'a str },
    /// A key of `Origins` elsewhere.
    OriginsKey { key: &'a str, declaration: &'a str },
    /// `methods` on a static.
    MethodsOnPolicy { name: &'a str },
    /// `policy` on a static.
    PolicyOnPolicy,
    /// `origins` on a static `Origins`.
    OriginsOnOrigins { name: &'a str },
    /// Another key of policies on a static `Origins`.
    PolicyKeyOnOrigins { key: &'a str, name: &'a str },
    /// A key of policies beside `policy`.
    BesidePolicy { key: &'a str, policy: Option<&'a str> },

    // Lists.
    /// A comma without an element before it.
    EmptyElement,
    /// A comma without an argument before it.
    EmptyArgument,

    // Values.
    /// A `max_age` that is longer than browsers keep the response to a preflight.
    MaxAgeTooLarge { seconds: u64 },
}
