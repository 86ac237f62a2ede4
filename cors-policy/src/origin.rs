//! Origins and origin patterns, as a policy lists them.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

mod host;
pub(crate) mod ipv4;
mod ipv6;
mod matching;
mod parse;
mod port;
pub(crate) mod punycode;
pub(crate) mod repair;
mod scheme;
pub(crate) mod suggest;

use crate::problem::Problem;
use crate::slice::{back, ends_with, equal, front};
use core::fmt;

/// Length in bytes of the longest origin that a pattern can admit: a scheme of 64, `://`, a host of 253, a port.
pub const MAX_ORIGIN_LEN: usize = 64 + "://".len() + 253 + ":65535".len();

/// One element of an origin list.
///
/// Every element that can be written parses; what a policy may combine is [`check`](crate::check)'s matter.
///
/// ```
/// use handler_cors_policy::Origin;
///
/// assert_eq!(Origin::parse("*"), Ok(Origin::Any));
/// assert_eq!(Origin::parse("null"), Ok(Origin::Null));
/// assert!(matches!(Origin::parse("https://*.example.com"), Ok(Origin::Pattern(_))));
/// assert!(Origin::parse("https://example.com/").is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// `*`: every origin, and requests without one.
    Any,
    /// `null`: what browsers send for an opaque origin (HTML: sandboxed frames, `data:` pages, files).
    Null,
    /// `scheme://host[:port]`, with or without wildcards.
    Pattern(Pattern<'a>),
}

impl<'a> Origin<'a> {
    /// Reads one element of an origin list.
    ///
    /// # Errors
    ///
    /// The most telling [`Problem`] of a text that is no origin in the form in which browsers send it, nor a pattern.
    #[inline]
    pub const fn parse(text: &'a str) -> Result<Origin<'a>, Problem<'a>> {
        if equal(text, "*") {
            return Ok(Origin::Any);
        }
        if equal(text, "null") {
            return Ok(Origin::Null);
        }
        match Pattern::parse(text) {
            Ok(pattern) => Ok(Origin::Pattern(pattern)),
            Err(problem) => Err(problem),
        }
    }

    /// The same for those who need not know what is wrong: programs that ask nothing else are spared the code that finds it.
    ///
    /// ```
    /// use handler_cors_policy::Origin;
    ///
    /// assert_eq!(Origin::read("*"), Some(Origin::Any));
    /// assert_eq!(Origin::read("https://example.com/"), None);
    /// ```
    #[must_use]
    pub const fn read(text: &'a str) -> Option<Origin<'a>> {
        if equal(text, "*") {
            return Some(Origin::Any);
        }
        if equal(text, "null") {
            return Some(Origin::Null);
        }
        match Pattern::read(text) {
            Some(pattern) => Some(Origin::Pattern(pattern)),
            None => None,
        }
    }

    /// The element as it was written.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        match self {
            Origin::Any => "*",
            Origin::Null => "null",
            Origin::Pattern(pattern) => pattern.text,
        }
    }
}

impl fmt::Display for Origin<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

/// An origin, or a pattern of origins: `scheme://host[:port]` in the form in which browsers send it (RFC 6454 section
/// 6.2, and the serialisation of hosts in the URL standard).
///
/// - `https://*.example.com`: one or more further labels in front, never `example.com` itself.
/// - `https://pr-*.preview.example.com`: one or more of `a-z 0-9 -` in the place of `*`, within the leftmost label.
/// - `http://localhost:*`: any port or none.
///
/// ```
/// use handler_cors_policy::{Pattern, Port, Wildcard};
///
/// const PARTNERS: Pattern = match Pattern::parse("https://*.partner.example:8443") {
///     Ok(pattern) => pattern,
///     Err(_) => panic!("is a pattern"),
/// };
/// assert_eq!(PARTNERS.scheme(), "https");
/// assert_eq!(PARTNERS.host(), "*.partner.example");
/// assert_eq!(PARTNERS.wildcard(), Wildcard::Subdomains { parent: "partner.example" });
/// assert_eq!(PARTNERS.port(), Port::Number(8443));
/// assert!(PARTNERS.matches(b"https://shop.partner.example:8443"));
/// assert!(!PARTNERS.matches(b"https://partner.example:8443"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern<'a> {
    text: &'a str,
    scheme: &'a str,
    host: &'a str,
    wildcard: Wildcard<'a>,
    port: Port,
}

/// The wildcard in a pattern's host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wildcard<'a> {
    /// The host stands for itself.
    None,
    /// `*.parent`: one or more labels in front, of `a-z 0-9 - _`; never the parent itself.
    Subdomains {
        /// What stands behind `*.`
        parent: &'a str,
    },
    /// `*` inside the leftmost label: one or more of `a-z 0-9 -`, within that label.
    Label {
        /// What stands in front of `*`, maybe nothing.
        prefix: &'a str,
        /// What stands behind `*` in its label, maybe nothing (but then there is a prefix).
        suffix: &'a str,
        /// What stands behind the label.
        parent: &'a str,
    },
}

/// The port of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// None written: the default port of the scheme, which browsers leave out.
    Default,
    /// This port, 1 to 65535, never the default of the scheme.
    Number(u16),
    /// `:*`: every port, or none.
    Any,
}

impl<'a> Pattern<'a> {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// The most telling [`Problem`] of a text that is no pattern, such as `*` and `null`.
    #[inline]
    pub const fn parse(text: &'a str) -> Result<Pattern<'a>, Problem<'a>> {
        match parse::pattern(text) {
            Err(_) if repair::several(text).is_some() => Err(Problem::SeveralOrigins { text }),
            parsed => parsed,
        }
    }

    /// The same for those who need not know what is wrong, as [`Origin::read`].
    #[must_use]
    pub const fn read(text: &'a str) -> Option<Pattern<'a>> {
        match parse::pattern(text) {
            Ok(pattern) => Some(pattern),
            Err(_) => None,
        }
    }

    /// The pattern as it was written.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// What stands in front of `://`.
    #[must_use]
    pub const fn scheme(&self) -> &'a str {
        self.scheme
    }

    /// The host as it was written, with the wildcard if there is one, and the brackets of an IPv6 address.
    #[must_use]
    pub const fn host(&self) -> &'a str {
        self.host
    }

    /// The wildcard in the host.
    #[must_use]
    pub const fn wildcard(&self) -> Wildcard<'a> {
        self.wildcard
    }

    /// The port.
    #[must_use]
    pub const fn port(&self) -> Port {
        self.port
    }

    /// Whether the pattern admits one origin alone, namely its text.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        matches!(self.wildcard, Wildcard::None) && !matches!(self.port, Port::Any)
    }

    /// Whether every host of the pattern is the visitor's own machine: `localhost` and what lies below it (RFC 6761
    /// section 6.3), `127.0.0.0/8`, `[::1]`.
    ///
    /// ```
    /// use handler_cors_policy::Pattern;
    ///
    /// let is_loopback = |text| Pattern::parse(text).is_ok_and(|pattern| pattern.is_loopback());
    /// assert!(is_loopback("http://localhost:5173"));
    /// assert!(is_loopback("http://*.localhost"));
    /// assert!(!is_loopback("http://localhost.example.com"));
    /// ```
    #[must_use]
    pub const fn is_loopback(&self) -> bool {
        let host = without_trailing_dot(match self.wildcard {
            Wildcard::None => self.host,
            Wildcard::Subdomains { parent } | Wildcard::Label { parent, .. } => parent,
        });
        let is_address = match ipv4::parse(host) {
            Some(address) => address >> 24 == 127,
            None => equal(host, "[::1]"),
        };
        is_address || equal(host, "localhost") || ends_with(host, ".localhost")
    }

    /// Whether network attackers can forge pages of this pattern's origins: no TLS, and a network in between.
    #[inline]
    pub(crate) const fn is_insecure(&self) -> bool {
        equal(self.scheme, "http") && !self.is_loopback()
    }
}

impl fmt::Display for Pattern<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}

/// An absolute domain name's last dot is no part of its last label.
pub(crate) const fn without_trailing_dot(host: &str) -> &str {
    if ends_with(host, ".") { front(host, host.len() - 1) } else { host }
}

/// The port that browsers leave out.
const fn default_port(scheme: &str) -> Option<u16> {
    if equal(scheme, "https") {
        Some(443)
    } else if equal(scheme, "http") {
        Some(80)
    } else {
        None
    }
}

/// `host` behind its first dot, if there is one.
pub(crate) const fn parent(host: &str) -> Option<&str> {
    match crate::slice::find(host, b'.') {
        Some(dot) => Some(back(host, dot + 1)),
        None => None,
    }
}
