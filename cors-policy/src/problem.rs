//! Everything that a policy can be refused for, in words.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

mod fact;
mod remedy;

use crate::text::Text;
use core::{fmt, mem};

pub(crate) use fact::bounds;

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
/// assert_eq!(problem.message().as_str(), "`https://app.example.com/` ends in a slash; an origin has no path");
/// assert_eq!(problem.help().as_str(), "write `https://app.example.com`");
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
#[allow(missing_docs)] // Of the fields, which the documentation above names.
pub enum Problem<'a> {
    // The list.
    /// The list of origins is empty.
    NoOrigins,
    /// Conditions leave nothing of the list of origins.
    NoOriginsLeft,

    // An element as a whole.
    /// An empty text.
    EmptyOrigin,
    /// `null`, in any case, which is not lifted.
    NullOrigin { origin: &'a str },
    /// Several origins, separated by white space or commas.
    SeveralOrigins { text: &'a str },
    /// White space, or a control character.
    WhiteSpace { text: &'a str, character: char },
    /// A character that is not ASCII.
    NonAscii { text: &'a str, character: char },
    /// What looks like a regular expression.
    RegularExpression { text: &'a str },
    /// An upper-case letter in the scheme or the host.
    UpperCase { text: &'a str, character: char },

    // Its scheme.
    /// No scheme.
    MissingScheme { text: &'a str },
    /// A scheme without `//`.
    MissingSlashes { text: &'a str, scheme: &'a str },
    /// A wildcard in the scheme.
    WildcardInScheme { text: &'a str },
    /// A character that stands in no scheme, or not at its start (RFC 3986 section 3.1).
    SchemeCharacter { text: &'a str, character: char },
    /// A scheme of more than 64 bytes.
    SchemeTooLong { text: &'a str, scheme: &'a str },
    /// A scheme whose pages have an opaque origin, another page's, or none (HTML, "origin").
    OpaqueScheme { text: &'a str, scheme: &'a str },
    /// `ws` or `wss`.
    WebSocketScheme { text: &'a str },

    // What stands around host and port.
    /// A user name, or a password.
    Userinfo { text: &'a str, userinfo: &'a str },
    /// Nothing but a slash behind host and port.
    TrailingSlash { text: &'a str },
    /// A path.
    Path { text: &'a str, path: &'a str },
    /// A network mask behind an address.
    Network { text: &'a str, mask: &'a str },
    /// A query.
    Query { text: &'a str, query: &'a str },
    /// A fragment.
    Fragment { text: &'a str, fragment: &'a str },
    /// A backslash, which browsers take for a slash.
    Backslash { text: &'a str },

    // Its host.
    /// No host.
    MissingHost { text: &'a str, scheme: &'a str },
    /// A character that stands in no host that browsers send as it is.
    HostCharacter { text: &'a str, character: char },
    /// A dot in front of the host, or next to another.
    EmptyLabel { text: &'a str },
    /// A label of more than 63 bytes (RFC 1035 section 2.3.4).
    LabelTooLong { text: &'a str, label: &'a str },
    /// A host of more than 253 bytes.
    HostTooLong { text: &'a str, host: &'a str },
    /// A host that ends in a number without being an IPv4 address (URL standard, "IPv4 parser").
    Ipv4Malformed { text: &'a str, host: &'a str },
    /// An IPv4 address in another form than browsers send.
    Ipv4NotCanonical { text: &'a str, host: &'a str },
    /// An IPv6 address without brackets, or with something around them.
    Ipv6Brackets { text: &'a str },
    /// An IPv6 address with a zone.
    Ipv6Zone { text: &'a str, zone: &'a str },
    /// Brackets without an IPv6 address (URL standard, "IPv6 parser").
    Ipv6Malformed { text: &'a str, address: &'a str },
    /// An IPv6 address in another form than browsers send (RFC 5952).
    Ipv6NotCanonical { text: &'a str, address: &'a str },

    // Its port.
    /// A colon without a port.
    PortEmpty { text: &'a str },
    /// A port that is no number.
    PortNotANumber { text: &'a str, port: &'a str },
    /// Port 0.
    PortZero { text: &'a str },
    /// A port with zeros in front.
    PortLeadingZeros { text: &'a str, port: &'a str },
    /// A port above 65535.
    PortTooLarge { text: &'a str, port: &'a str },
    /// A wildcard for a part of a port.
    WildcardInPort { text: &'a str, port: &'a str },
    /// The default port of the scheme.
    DefaultPort { text: &'a str, port: &'a str, scheme: &'a str },

    // Its wildcard.
    /// `**`
    DoubleWildcard { text: &'a str },
    /// More than one wildcard in the host.
    SeveralWildcards { text: &'a str },
    /// A wildcard for the whole host.
    WildcardAlone { text: &'a str, scheme: &'a str },
    /// `*.` in front of nothing.
    WildcardWithoutParent { text: &'a str },
    /// A wildcard in the last label.
    WildcardInLastLabel { text: &'a str },
    /// A wildcard in a label that is neither the first nor the last.
    WildcardNotLeftmost { text: &'a str },
    /// A wildcard in, or in front of, an IP address.
    WildcardInAddress { text: &'a str },

    // What its wildcard spans.
    /// A wildcard right in front of a public suffix.
    PublicSuffix { pattern: &'a str, suffix: &'a str },
    /// A wildcard right in front of a single label that the list of public suffixes does not have.
    SingleLabel { pattern: &'a str, label: &'a str },
    /// A wildcard that stands above a public suffix.
    PublicSuffixBelow { pattern: &'a str, suffix: &'a str },
    /// A wildcard inside a label right in front of a public suffix.
    PublicSuffixInLabel { pattern: &'a str, suffix: &'a str },
    /// The same, where only the dot behind the wildcard is missing.
    MissingDot { pattern: &'a str },

    // Elements beside each other, and `credentials`.
    /// `*` and credentials (Fetch, "CORS check").
    EveryoneWithCredentials,
    /// `*` and another element; `None`: a constant.
    EveryoneBeside { other: Option<&'a str> },
    /// `http://` and credentials, loopback aside.
    InsecureOrigin { origin: &'a str },
    /// An element for the second time.
    DuplicateOrigin { origin: &'a str },
    /// An element that a pattern covers.
    CoveredOrigin { origin: &'a str, by: &'a str },

    // Constants.
    /// A constant that is `*`.
    EveryoneInConstant,
    /// A constant that is `null`, where that is lifted.
    NullInConstant,
    /// A constant that is a pattern.
    WildcardInConstant { pattern: &'a str },

    // Bounds, and what is named within them.
    /// The list of bounds is empty.
    NothingWithin,
    /// `*` among the bounds.
    EveryoneWithin,
    /// `null` among the bounds.
    NullWithin,
    /// A refusal that is lifted on the policy, if anywhere.
    LiftOfPolicy { name: &'a str },
    /// A bound that network attackers can forge, and credentials.
    InsecureWithin { origin: &'a str },
    /// A variable without a value.
    EmptyVariable,
    /// Nothing between two commas, or at an end.
    EmptyEntry,
    /// Several origins in a variable without a comma between them.
    SeveralInEntry { text: &'a str },
    /// An entry in quotation marks, or in the brackets of a list.
    QuotedEntry { text: &'a str },
    /// `*` in a variable.
    EveryoneInVariable { within: &'a [&'a str] },
    /// `null` in a variable.
    NullInVariable { within: &'a [&'a str] },
    /// An origin or a pattern in a variable that no bound covers as a whole.
    NotWithin { origin: &'a str, within: &'a [&'a str] },

    // WebSockets.
    /// A handler that opens WebSockets, without enforcement.
    WebSocketUnguarded,
    /// The same, under a named policy.
    WebSocketUnguardedByPolicy,

    // Methods.
    /// The list of methods is empty.
    NoMethods,
    /// A method that a handler cannot answer, with the one that was probably meant.
    UnknownMethod { method: &'a str, near: Option<&'a str> },
    /// A method in lower or mixed case.
    MethodInLowerCase { method: &'a str, upper: &'a str },
    /// A forbidden method (Fetch, "forbidden method").
    ForbiddenMethod { method: &'a str },
    /// `OPTIONS`, which the handler's registration answers.
    OptionsMethod { method: &'a str },
    /// A method for the second time.
    DuplicateMethod { method: &'a str },

    // Header names, in `headers` and `expose`.
    /// An empty header name.
    EmptyHeader,
    /// Several header names, separated by commas.
    SeveralHeaders { text: &'a str },
    /// A character that stands in no token (RFC 9110 section 5.6.2).
    HeaderCharacter { text: &'a str, character: char },
    /// A wildcard within a header name.
    WildcardInHeader { text: &'a str },
    /// A header name for the second time, in any case.
    DuplicateHeader { name: &'a str, earlier: &'a str },
    /// A header that pages cannot set (Fetch, "forbidden request-header").
    ForbiddenRequestHeader { name: &'a str },
    /// A response header of CORS among the request headers.
    CorsHeaderRequested { name: &'a str },
    /// `*` among the request headers, and credentials (Fetch, "CORS-preflight fetch").
    AnyHeaderWithCredentials,
    /// `*` among the names that an extractor reads.
    AnyHeaderRead,
    /// A request header beside `*`, which has it already.
    HeaderBesideAny { name: &'a str },
    /// A header that pages cannot read (Fetch, "forbidden response-header name").
    ForbiddenResponseHeader { name: &'a str },
    /// A header of CORS among those that pages may read.
    CorsHeaderExposed { name: &'a str },
    /// `*` among the headers to read, and credentials (Fetch, "main fetch").
    AnyExposedWithCredentials,
    /// A header to read beside `*`, which has it already.
    ExposedBesideAny { name: &'a str },

    // `max_age`.
    /// A time that is longer than browsers keep a preflight's answer.
    MaxAge { seconds: u64 },

    // `dangerously`.
    /// A refusal that there is not, with the one that was probably meant.
    UnknownLift { name: &'a str, near: Option<&'a str> },
    /// A refusal lifted twice.
    DuplicateLift { name: &'a str },
    /// `insecure_origins` without credentials.
    InsecureOriginsWithoutCredentials,
    /// `insecure_origins` without such an origin.
    InsecureOriginsUnneeded,
    /// `public_suffixes` without such a pattern.
    PublicSuffixesUnneeded,
    /// `null_origin` without `null`.
    NullOriginUnneeded,
    /// `unenforced` without a method that is enforced.
    UnenforcedUnneeded,
    /// `unenforced` with `*`.
    UnenforcedForEveryone,
    /// `unenforced` and `enforce`.
    UnenforcedBesideEnforce,

    // Advice.
    /// Advice: an origin on the visitor's own machine.
    LoopbackOrigin { origin: &'a str },
    /// Advice: a header that pages read anyway (Fetch, "CORS-safelisted response-header name").
    SafelistedExposed { name: &'a str },
}

impl Problem<'_> {
    /// What is wrong, in one sentence that names the value and the guilty part of it.
    #[must_use]
    #[inline]
    pub const fn message(&self) -> Text {
        fact::of(*self)
    }

    /// What to do about it: the text to type, wherever one can be computed.
    #[must_use]
    #[inline]
    pub const fn help(&self) -> Text {
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
    #[inline]
    pub const fn text(&self) -> Text {
        let mut text = self.message();
        text.push("\n\nhelp: ");
        text.push(self.help().as_str());
        text
    }
}

/// As derived, for less of the compiler's time.
impl PartialEq for Problem<'_> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        mem::discriminant(self) == mem::discriminant(other) && fact::values(*self) == fact::values(*other)
    }
}

impl Eq for Problem<'_> {}

impl fmt::Display for Problem<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().as_str())
    }
}

impl core::error::Error for Problem<'_> {}
