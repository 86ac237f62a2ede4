//! Everything that a policy can be refused for, in words.

mod fact;
mod remedy;

use crate::text::Text;
use core::fmt;

/// Why a policy is refused, or what it is warned of: a fact, and the remedy with the text to type.
///
/// `text` is an element as it was written; other fields name the guilty part of it. Texts are borrowed, so that problems
/// can be found in const evaluation.
///
/// ```
/// use handler_cors_policy::{Origin, Problem};
///
/// let problem = Origin::parse("https://app.example.com/").unwrap_err();
/// assert_eq!(problem, Problem::TrailingSlash { text: "https://app.example.com/" });
/// assert_eq!(problem.fact().as_str(), "`https://app.example.com/` ends in a slash; an origin has no path");
/// assert_eq!(problem.remedy().as_str(), "write `https://app.example.com`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The wordings are in `fact` and `remedy`, one line for each variant.
pub enum Problem<'a> {
    // The list.
    NoOrigins,
    NoOriginsLeft,

    // An element as a whole.
    EmptyOrigin,
    NullOrigin { origin: &'a str },
    SeveralOrigins { text: &'a str },
    WhiteSpace { text: &'a str, character: char },
    NonAscii { text: &'a str, character: char },
    RegularExpression { text: &'a str },
    UpperCase { text: &'a str, character: char },

    // Its scheme.
    MissingScheme { text: &'a str },
    MissingSlashes { text: &'a str, scheme: &'a str },
    WildcardInScheme { text: &'a str },
    SchemeCharacter { text: &'a str, character: char },
    SchemeTooLong { text: &'a str, scheme: &'a str },
    OpaqueScheme { text: &'a str, scheme: &'a str },
    WebSocketScheme { text: &'a str },

    // What stands around host and port.
    Userinfo { text: &'a str, userinfo: &'a str },
    TrailingSlash { text: &'a str },
    Path { text: &'a str, path: &'a str },
    Network { text: &'a str, mask: &'a str },
    Query { text: &'a str, query: &'a str },
    Fragment { text: &'a str, fragment: &'a str },
    Backslash { text: &'a str },

    // Its host.
    MissingHost { text: &'a str, scheme: &'a str },
    HostCharacter { text: &'a str, character: char },
    EmptyLabel { text: &'a str },
    LabelTooLong { text: &'a str, label: &'a str },
    HostTooLong { text: &'a str, host: &'a str },
    Ipv4Malformed { text: &'a str, host: &'a str },
    Ipv4NotCanonical { text: &'a str, host: &'a str },
    Ipv6Brackets { text: &'a str },
    Ipv6Zone { text: &'a str, zone: &'a str },
    Ipv6Malformed { text: &'a str, address: &'a str },
    Ipv6NotCanonical { text: &'a str, address: &'a str },

    // Its port.
    PortEmpty { text: &'a str },
    PortNotANumber { text: &'a str, port: &'a str },
    PortZero { text: &'a str },
    PortLeadingZeros { text: &'a str, port: &'a str },
    PortTooLarge { text: &'a str, port: &'a str },
    WildcardInPort { text: &'a str, port: &'a str },
    DefaultPort { text: &'a str, port: &'a str, scheme: &'a str },

    // Its wildcard.
    DoubleWildcard { text: &'a str },
    SeveralWildcards { text: &'a str },
    WildcardAlone { text: &'a str, scheme: &'a str },
    WildcardWithoutParent { text: &'a str },
    WildcardInLastLabel { text: &'a str },
    WildcardNotLeftmost { text: &'a str },
    WildcardInAddress { text: &'a str },

    // What its wildcard spans.
    PublicSuffix { pattern: &'a str, suffix: &'a str },
    SingleLabel { pattern: &'a str, label: &'a str },
    PublicSuffixBelow { pattern: &'a str, suffix: &'a str },
    PublicSuffixInLabel { pattern: &'a str, suffix: &'a str },
    MissingDot { pattern: &'a str },

    // Elements beside each other, and `credentials`.
    EveryoneWithCredentials,
    EveryoneBeside { other: Option<&'a str> },
    InsecureOrigin { origin: &'a str },
    DuplicateOrigin { origin: &'a str },
    CoveredOrigin { origin: &'a str, by: &'a str },

    // Constants.
    EveryoneInConstant,
    NullInConstant,
    WildcardInConstant { pattern: &'a str },

    // Methods.
    NoMethods,
    UnknownMethod { method: &'a str, near: Option<&'a str> },
    MethodInLowerCase { method: &'a str, upper: &'a str },
    ForbiddenMethod { method: &'a str },
    OptionsMethod { method: &'a str },
    DuplicateMethod { method: &'a str },

    // Header names, in `headers` and `expose`.
    EmptyHeader,
    SeveralHeaders { text: &'a str },
    HeaderCharacter { text: &'a str, character: char },
    WildcardInHeader { text: &'a str },
    DuplicateHeader { name: &'a str, earlier: &'a str },
    ForbiddenRequestHeader { name: &'a str },
    CorsHeaderRequested { name: &'a str },
    AnyHeaderWithCredentials,
    HeaderBesideAny { name: &'a str },
    ForbiddenResponseHeader { name: &'a str },
    CorsHeaderExposed { name: &'a str },
    AnyExposedWithCredentials,
    ExposedBesideAny { name: &'a str },

    // `max_age`.
    MaxAge { seconds: u64 },

    // `dangerously`.
    UnknownLift { name: &'a str, near: Option<&'a str> },
    DuplicateLift { name: &'a str },
    InsecureOriginsWithoutCredentials,
    InsecureOriginsUnneeded,
    PublicSuffixesUnneeded,
    NullOriginUnneeded,
    UnenforcedUnneeded,
    UnenforcedForEveryone,
    UnenforcedBesideEnforce,

    // Advice.
    LoopbackOrigin { origin: &'a str },
    SafelistedExposed { name: &'a str },
}

impl Problem<'_> {
    /// What is wrong, in one sentence that names the value and the guilty part of it.
    #[must_use]
    pub const fn fact(&self) -> Text {
        fact::of(*self)
    }

    /// What to do about it: the text to type, wherever one can be computed.
    #[must_use]
    pub const fn remedy(&self) -> Text {
        remedy::of(*self)
    }

    /// Fact and remedy in the form of the compiler's own messages.
    ///
    /// ```
    /// use handler_cors_policy::Problem;
    ///
    /// let problem = Problem::MethodInLowerCase { method: "patch", upper: "PATCH" };
    /// assert_eq!(problem.text().as_str(), "`patch` is not `PATCH`: methods are case-sensitive\n\nhelp: write `PATCH`");
    /// ```
    #[must_use]
    pub const fn text(&self) -> Text {
        let mut text = self.fact();
        text.push("\n\nhelp: ");
        text.push(self.remedy().as_str());
        text
    }
}

impl fmt::Display for Problem<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().as_str())
    }
}

impl core::error::Error for Problem<'_> {}
