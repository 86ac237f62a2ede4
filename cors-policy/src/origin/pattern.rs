//! A pattern and its parts.

use super::ipv4;
use super::labels::without_trailing_dot;
use crate::slice::{ends_with, equal};
use core::fmt;

/// The length of the longest scheme that a pattern can have, in bytes.
pub(super) const MAX_SCHEME_LEN: usize = 64;

/// The length of the longest host name that DNS allows, in bytes (RFC 1035 section 2.3.4).
pub(super) const MAX_HOST_LEN: usize = 253;

/// The length of the longest origin that a pattern can match, in bytes: scheme, `://`, host and port.
pub const MAX_ORIGIN_LEN: usize = MAX_SCHEME_LEN + "://".len() + MAX_HOST_LEN + ":65535".len();

/// An origin or a pattern of origins: `scheme://host[:port]` in the form in which browsers send it (RFC 6454 section
/// 6.2, and "host serializing" in the URL standard).
///
/// - `https://*.example.com` matches one or more labels before `.example.com`, never `example.com` itself.
/// - `https://pr-*.preview.example.com` matches one or more of `a-z 0-9 -` within the leftmost label.
/// - `http://localhost:*` matches any port or none.
/// - `moz-extension://*` matches any host: browsers give each installation of an extension a random one. `http` and `https` cannot
///   have it.
///
/// ```
/// use handler_cors_policy::{Pattern, Port, Wildcard};
///
/// const PARTNERS: Pattern = match Pattern::parse("https://*.partner.example:8443") {
///     Ok(pattern) => pattern,
///     Err(_) => panic!("not a pattern"),
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
    pub(super) text: &'a str,
    pub(super) scheme: &'a str,
    pub(super) host: &'a str,
    pub(super) wildcard: Wildcard<'a>,
    pub(super) port: Port,
}

/// The wildcard in a pattern's host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wildcard<'a> {
    /// No wildcard: the pattern matches this host alone.
    None,
    /// `*.parent`: matches one or more labels of `a-z 0-9 - _` before the parent, never the parent itself.
    Subdomains {
        /// The host after `*.`
        parent: &'a str,
    },
    /// `*` within the leftmost label: matches one or more of `a-z 0-9 -` in that label.
    Label {
        /// The part of the label before `*`; can be empty.
        prefix: &'a str,
        /// The part of the label after `*`; can be empty if the prefix is not.
        suffix: &'a str,
        /// The host after the label and its dot.
        parent: &'a str,
    },
    /// `*` alone: matches any host.
    Host,
}

/// The port of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// No port: matches origins on the default port of the scheme, which browsers omit.
    Default,
    /// This port, from 1 to 65535; never the default port of the scheme.
    Number(u16),
    /// `:*`: matches any port or none.
    Any,
}

impl<'a> Pattern<'a> {
    /// The pattern as it was written.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The scheme, without `://`.
    #[must_use]
    pub const fn scheme(&self) -> &'a str {
        self.scheme
    }

    /// The host as it was written, including a wildcard and the brackets of an IPv6 address.
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

    /// Whether the pattern matches a single origin: its own text.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        matches!(self.wildcard, Wildcard::None) && !matches!(self.port, Port::Any)
    }

    /// Whether every host that the pattern matches is the user's own machine: `localhost` and its subdomains (RFC 6761
    /// section 6.3), `127.0.0.0/8` and `[::1]`.
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
            Wildcard::None | Wildcard::Host => self.host,
            Wildcard::Subdomains { parent } | Wildcard::Label { parent, .. } => parent,
        });
        let is_address = match ipv4::parse(host) {
            Some(address) => address >> 24 == 127,
            None => equal(host, "[::1]"),
        };
        is_address || equal(host, "localhost") || ends_with(host, ".localhost")
    }

    /// Whether the host is `*` alone.
    #[must_use]
    pub const fn has_any_host(&self) -> bool {
        matches!(self.wildcard, Wildcard::Host)
    }

    /// Whether a network attacker can tamper with pages of these origins: they use `http://` and are not loopback.
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
