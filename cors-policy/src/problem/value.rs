//! Values of the attribute.

/// Why a value in `#[cors(...)]` cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum ValueProblem<'a> {
    // Values that are not lists.
    /// A key without its value.
    MissingValue { key: &'a str, example: &'a str },
    /// A value after a flag.
    FlagWithValue { key: &'a str, is_set: bool },
    /// Another value of `max_age` than an integer.
    MaxAgeForm { written: &'a str, meant: Option<u64> },
    /// A negative value of `max_age`.
    NegativeMaxAge,
    /// Another value of `policy` than a path.
    PolicyForm { assignment: &'a str },
    /// Another value of `crate` than a path.
    CrateForm { assignment: &'a str },
    /// Another value of `env` than a string.
    EnvForm { meant: &'a str },
    /// An empty value of `env`.
    EmptyEnv { meant: &'a str },
    /// A value of `env` that cannot be the name of a variable.
    InvalidEnv { name: &'a str, character: char, meant: &'a str },
    /// Another value of `origins`.
    OriginsForm { meant: &'a str },
    /// `origins = Any`
    AnyOrigin { path: &'a str },

    // Lists.
    /// Another value than a list, with the argument that was probably meant.
    ExpectedList { key: &'a str, list: Option<&'a str>, example: &'a str },
    /// An element that is not an expression.
    InvalidElement { key: &'a str, error: &'a str, example: &'a str },
    /// An expression of another kind.
    UnexpectedElement { element: &'a str, expected: &'a str, meant: Option<&'a str>, example: &'a str },
    /// `"https://app.example.com".parse().unwrap()`
    ConvertedOrigin { written: &'a str, meant: &'a str },
    /// `[Any]`
    AnyElement { path: &'a str },
    /// An attribute other than `#[cfg]` on an element.
    AttributeOnElement { attribute: &'a str },
    /// `#[cfg]` on an element of a list that cannot have it.
    CfgOnElement { key: &'a str },
    /// `#[cfg]` alone.
    EmptyCfg,
    /// `*` without quotation marks.
    UnquotedStar,
    /// A call of `std::env::var`.
    VariableRead { declaration: &'a str },
    /// `*` or a word for it among the methods.
    AnyMethod { found: &'a str, all: &'a str },
    /// A method in quotation marks.
    QuotedMethod { method: &'a str },
    /// `GET | POST`
    JoinedMethods { methods: &'a str },
    /// `headers = [Any]`
    AnyHeader { constant: &'a str },
    /// A word that is not a constant of `http::header`.
    UnknownHeaderConstant { constant: &'a str, near: Option<&'a str>, header: &'a str },

    // `dangerously`.
    /// `dangerously` without elements.
    EmptyDangerously { example: &'a str },
    /// `dangerously` without parentheses.
    DangerouslyForm { elements: &'a str },
    /// A check in quotation marks.
    QuotedExemption { name: &'a str },

    // What names origins at run time is bound to the router.
    /// `origins = dynamic(path)`, a predicate, or another expression that chooses origins at run time.
    RunTimeOrigins { written: &'a str, key: &'a str, declaration: &'a str, binding: &'a str },
}
