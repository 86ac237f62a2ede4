//! What a handler serves.

/// Why a handler cannot serve these methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum HandlerProblem<'a> {
    /// The list of methods is empty.
    NoMethods,
    /// A method that handlers cannot serve, with the one that was probably meant.
    UnknownMethod { method: &'a str, near: Option<&'a str> },
    /// A method in lower or mixed case.
    MethodInLowerCase { method: &'a str, upper: &'a str },
    /// A forbidden method (Fetch, "forbidden method").
    ForbiddenMethod { method: &'a str },
    /// A method that is in the list already.
    DuplicateMethod { method: &'a str },
}
