//! Which origins a pattern matches. This is meant to be obviously right; faster matchers are tested against it.

use super::labels::is_or_lies_below;
use super::pattern::{MAX_HOST_LEN, MAX_ORIGIN_LEN, Pattern, Port, Wildcard};
use super::port::{self, default_port};
use crate::slice::{bytes_equal_at, ends_with, equal, starts_with};

impl Pattern<'_> {
    /// Whether the pattern matches the value of an `Origin` header (Fetch, "serializing a request origin").
    ///
    /// The bytes are compared as they are: not trimmed, case-folded, or parsed as a URL. A value that browsers do not
    /// send, such as `https://example.com:443`, matches no pattern.
    ///
    /// ```
    /// use handler_cors_policy::Pattern;
    ///
    /// let pattern = Pattern::parse("https://*.example.com")?;
    /// assert!(pattern.matches(b"https://a.b.example.com"));
    /// assert!(!pattern.matches(b"https://example.com"));
    /// assert!(!pattern.matches(b"https://evil-example.com"));
    /// assert!(!pattern.matches(b"https://a.example.com.evil.example"));
    /// # Ok::<(), handler_cors_policy::Problem<'static>>(())
    /// ```
    #[must_use]
    pub const fn matches(&self, origin: &[u8]) -> bool {
        let scheme = self.scheme.as_bytes();
        if origin.len() > MAX_ORIGIN_LEN
            || !bytes_equal_at(origin, 0, scheme)
            || !bytes_equal_at(origin, scheme.len(), b"://")
        {
            return false;
        }
        let (_, authority) = origin.split_at(scheme.len() + 3);
        let (host, port) = authority.split_at(self.end_of_host(authority));
        self.matches_host(host) && self.matches_port(port)
    }

    /// The index of the colon before the port, or the end. IPv6 addresses have colons of their own.
    const fn end_of_host(&self, authority: &[u8]) -> usize {
        if matches!(self.wildcard, Wildcard::None) && bytes_equal_at(authority, 0, self.host.as_bytes()) {
            return self.host.len();
        }
        let mut at = 0;
        let mut in_brackets = false;
        while at < authority.len() && (authority[at] != b':' || in_brackets) {
            in_brackets = matches!(authority[at], b'[') || in_brackets && !matches!(authority[at], b']');
            at += 1;
        }
        at
    }

    const fn matches_host(&self, host: &[u8]) -> bool {
        let (prefix, suffix, parent) = match self.wildcard {
            Wildcard::None => return host.len() == self.host.len() && bytes_equal_at(host, 0, self.host.as_bytes()),
            Wildcard::Host => return is_any_host(host),
            Wildcard::Subdomains { parent } => ("", "", parent),
            Wildcard::Label { prefix, suffix, parent } => (prefix, suffix, parent),
        };
        // The fixed parts around the wildcard, and at least one character for it.
        if host.len() > MAX_HOST_LEN || host.len() < prefix.len() + 1 + suffix.len() + 1 + parent.len() {
            return false;
        }
        let dot = host.len() - parent.len() - 1;
        let (labels, after) = host.split_at(dot);
        if after[0] != b'.' || !bytes_equal_at(after, 1, parent.as_bytes()) {
            return false;
        }
        match self.wildcard {
            Wildcard::Subdomains { .. } => are_labels(labels),
            _ => is_label(labels, prefix, suffix),
        }
    }

    /// `port` is empty, or starts with the colon after the host.
    const fn matches_port(&self, port: &[u8]) -> bool {
        let number = match port {
            [] => return matches!(self.port, Port::Default | Port::Any),
            [b':', digits @ ..] => match port::canonical(digits) {
                Some(number) => number,
                None => return false,
            },
            _ => return false,
        };
        match self.port {
            Port::Default => false,
            Port::Number(own) => number == own,
            // Browsers omit the default port.
            Port::Any => !matches!(default_port(self.scheme), Some(default) if default == number),
        }
    }

    /// Whether this pattern matches every origin that `other` matches.
    ///
    /// ```
    /// use handler_cors_policy::Pattern;
    ///
    /// let subdomains = Pattern::parse("https://*.example.com")?;
    /// assert!(subdomains.covers(&Pattern::parse("https://a.b.example.com")?));
    /// assert!(subdomains.covers(&Pattern::parse("https://pr-*.preview.example.com")?));
    /// assert!(!subdomains.covers(&Pattern::parse("https://example.com")?));
    /// assert!(!subdomains.covers(&Pattern::parse("https://a.example.com:*")?));
    /// # Ok::<(), handler_cors_policy::Problem<'static>>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn covers(&self, other: &Pattern<'_>) -> bool {
        equal(self.scheme, other.scheme) && self.covers_port(other.port) && self.covers_host(other)
    }

    #[inline]
    const fn covers_port(&self, other: Port) -> bool {
        match (self.port, other) {
            (Port::Any, _) | (Port::Default, Port::Default) => true,
            (Port::Number(own), Port::Number(other)) => own == other,
            _ => false,
        }
    }

    #[inline]
    const fn covers_host(&self, other: &Pattern<'_>) -> bool {
        match (self.wildcard, other.wildcard) {
            (Wildcard::Host, _) => true,
            (_, Wildcard::None) => self.matches_host(other.host.as_bytes()),
            (
                Wildcard::Subdomains { parent },
                Wildcard::Subdomains { parent: other } | Wildcard::Label { parent: other, .. },
            ) => is_or_lies_below(other, parent),
            (
                Wildcard::Label { prefix, suffix, parent },
                Wildcard::Label { prefix: other_prefix, suffix: other_suffix, parent: other_parent },
            ) => {
                equal(parent, other_parent)
                    && starts_with(other_prefix, prefix)
                    && ends_with(other_suffix, suffix)
                    && are_wild(other_prefix.as_bytes(), prefix.len(), other_prefix.len())
                    && are_wild(other_suffix.as_bytes(), 0, other_suffix.len() - suffix.len())
            }
            _ => false,
        }
    }
}

/// A name or an address, whatever its labels are. Outside of http and https, browsers do not fold the case of hosts.
const fn is_any_host(host: &[u8]) -> bool {
    let bracketed = matches!(host, [b'[', _, .., b']']);
    let (mut at, end) = if bracketed { (1, host.len() - 1) } else { (0, host.len()) };
    while at < end {
        match host[at] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {}
            b':' if bracketed => {}
            _ => return false,
        }
        at += 1;
    }
    !host.is_empty() && host.len() <= MAX_HOST_LEN
}

/// One or more labels of 1 to 63 bytes.
const fn are_labels(bytes: &[u8]) -> bool {
    let (mut at, mut length) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'.' if length == 0 => return false,
            b'.' => length = 0,
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' if length < 63 => length += 1,
            _ => return false,
        }
        at += 1;
    }
    length > 0
}

/// One label: the prefix, one or more of `a-z 0-9 -`, the suffix.
const fn is_label(label: &[u8], prefix: &str, suffix: &str) -> bool {
    label.len() > prefix.len() + suffix.len()
        && label.len() <= 63
        && bytes_equal_at(label, 0, prefix.as_bytes())
        && bytes_equal_at(label, label.len() - suffix.len(), suffix.as_bytes())
        && are_wild(label, prefix.len(), label.len() - suffix.len())
}

/// Whether a `*` within a label matches all bytes from `from` to `to`.
const fn are_wild(bytes: &[u8], from: usize, to: usize) -> bool {
    let mut at = from;
    while at < to {
        if !matches!(bytes[at], b'a'..=b'z' | b'0'..=b'9' | b'-') {
            return false;
        }
        at += 1;
    }
    true
}
