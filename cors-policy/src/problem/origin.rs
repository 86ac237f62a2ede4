//! Texts that are not origins or origin patterns.

/// Why a text is neither an origin in the form in which browsers send it, nor an origin pattern.
///
/// `text` is the element as it was written; the other fields are the part of it that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are documented above.
pub enum OriginProblem<'a> {
    // The element as a whole.
    /// An empty string.
    EmptyOrigin,
    /// `null`, in any case, without `dangerously(null_origin)`.
    NullOrigin { origin: &'a str },
    /// Several origins in one string, separated by white space or commas.
    SeveralOrigins { text: &'a str },
    /// White space, or a control character.
    WhiteSpace { text: &'a str, character: char },
    /// A character that is not ASCII.
    NonAscii { text: &'a str, character: char },
    /// A text that looks like a regular expression.
    RegularExpression { text: &'a str },
    /// Quotation marks or brackets around the origin, or around a list in one string.
    QuotedOrigin { text: &'a str },
    /// An upper-case letter in the scheme or the host.
    UpperCase { text: &'a str, character: char },

    // The scheme.
    /// No scheme.
    MissingScheme { text: &'a str },
    /// A scheme that is not followed by `//`.
    MissingSlashes { text: &'a str, scheme: &'a str },
    /// A wildcard in the scheme.
    WildcardInScheme { text: &'a str },
    /// A character that a scheme cannot contain, or cannot start with (RFC 3986 section 3.1).
    SchemeCharacter { text: &'a str, character: char },
    /// A scheme of more than 64 bytes.
    SchemeTooLong { text: &'a str, scheme: &'a str },
    /// A scheme whose pages have an opaque origin, the origin of another page, or none (HTML standard, "origin").
    OpaqueScheme { text: &'a str, scheme: &'a str },
    /// `ws` or `wss`.
    WebSocketScheme { text: &'a str },

    // What surrounds host and port.
    /// A user name or a password.
    Userinfo { text: &'a str, userinfo: &'a str },
    /// A single slash after host and port.
    TrailingSlash { text: &'a str },
    /// A path.
    Path { text: &'a str, path: &'a str },
    /// A network mask after an address.
    Network { text: &'a str, mask: &'a str },
    /// A query.
    Query { text: &'a str, query: &'a str },
    /// A fragment.
    Fragment { text: &'a str, fragment: &'a str },
    /// A backslash, which browsers treat like a slash.
    Backslash { text: &'a str },

    // The host.
    /// No host.
    MissingHost { text: &'a str, scheme: &'a str },
    /// A character that cannot be part of a host as browsers send it.
    HostCharacter { text: &'a str, character: char },
    /// A dot at the start of the host, or next to another dot.
    EmptyLabel { text: &'a str },
    /// A label of more than 63 bytes (RFC 1035 section 2.3.4).
    LabelTooLong { text: &'a str, label: &'a str },
    /// A label that begins with `xn--`, and which is not the ASCII form of another one (URL standard, "domain to ASCII").
    InvalidPunycode { text: &'a str, label: &'a str },
    /// A host of more than 253 bytes.
    HostTooLong { text: &'a str, host: &'a str },
    /// A host that ends in a number without being an IPv4 address (URL standard, "IPv4 parser").
    Ipv4Malformed { text: &'a str, host: &'a str },
    /// An IPv4 address in a form that browsers do not send.
    Ipv4NotCanonical { text: &'a str, host: &'a str },
    /// An IPv6 address without brackets, or with text around them.
    Ipv6Brackets { text: &'a str },
    /// An IPv6 address with a zone.
    Ipv6Zone { text: &'a str, zone: &'a str },
    /// Brackets around something other than an IPv6 address (URL standard, "IPv6 parser").
    Ipv6Malformed { text: &'a str, address: &'a str },
    /// An IPv6 address in a form that browsers do not send (RFC 5952).
    Ipv6NotCanonical { text: &'a str, address: &'a str },

    // The port.
    /// A colon without a port.
    PortEmpty { text: &'a str },
    /// A port that is not a number.
    PortNotANumber { text: &'a str, port: &'a str },
    /// Port 0.
    PortZero { text: &'a str },
    /// A port with leading zeros.
    PortLeadingZeros { text: &'a str, port: &'a str },
    /// A port above 65535.
    PortTooLarge { text: &'a str, port: &'a str },
    /// A wildcard for part of a port.
    WildcardInPort { text: &'a str, port: &'a str },
    /// The default port of the scheme.
    DefaultPort { text: &'a str, port: &'a str, scheme: &'a str },

    // The wildcard.
    /// `**` in the host.
    DoubleWildcard { text: &'a str },
    /// More than one wildcard in the host.
    SeveralWildcards { text: &'a str },
    /// A wildcard as the whole host.
    WildcardAlone { text: &'a str, scheme: &'a str },
    /// `*.` without a domain after it.
    WildcardWithoutParent { text: &'a str },
    /// A wildcard in the last label.
    WildcardInLastLabel { text: &'a str },
    /// A wildcard in a label that is neither the first nor the last.
    WildcardNotLeftmost { text: &'a str },
    /// A wildcard in or before an IP address.
    WildcardInAddress { text: &'a str },
}
