//! The origin of a page, parsed as strictly as an element of a policy.

use handler_cors_policy::{Pattern, Port};
use std::error::Error;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The origin of a page, as its browser sent it: scheme, host and port (RFC 6454, Fetch §3.2).
///
/// Predicates take it, see [`CorsRouter::bind_predicate`](crate::CorsRouter::bind_predicate). It follows the grammar of origin lists: ASCII, in lower case, without the
/// default port. `null` is not an `Origin`.
///
/// Two origins are equal if their texts are, so that it can be a key in a cache or in a database.
///
/// ```
/// use handler_cors::Origin;
///
/// let origin: Origin = "https://shop.example.com:8443".parse()?;
/// assert_eq!(origin.scheme(), "https");
/// assert_eq!(origin.host(), "shop.example.com");
/// assert_eq!(origin.port(), Some(8443));
/// assert_eq!(origin.as_str(), "https://shop.example.com:8443");
/// # Ok::<(), handler_cors::InvalidOrigin>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    text: Arc<str>,
    /// Where `://` begins.
    scheme_end: usize,
    /// Where the host ends.
    host_end: usize,
    port: Option<u16>,
}

impl Origin {
    /// The scheme: `https`, `http`, or that of an app shell such as `capacitor`.
    #[must_use]
    #[inline]
    pub fn scheme(&self) -> &str {
        self.text.get(..self.scheme_end).unwrap_or_default()
    }

    /// The host: a domain, an IPv4 address, or an IPv6 address in brackets.
    #[must_use]
    #[inline]
    pub fn host(&self) -> &str {
        self.text.get(self.scheme_end + "://".len()..self.host_end).unwrap_or_default()
    }

    /// The port, unless it is the default port of the scheme: browsers omit that.
    #[must_use]
    #[inline]
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// The whole origin, byte for byte as it was sent.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What an exact pattern matches.
    pub(super) fn of(pattern: &Pattern<'_>) -> Origin {
        let scheme_end = pattern.scheme().len();
        let port = match pattern.port() {
            Port::Number(port) => Some(port),
            Port::Default | Port::Any => None,
        };
        let host_end = scheme_end + "://".len() + pattern.host().len();
        Origin { text: pattern.text().into(), scheme_end, host_end, port }
    }
}

/// Parses an origin as strictly as a policy does. Wildcards, `*` and `null` are errors.
impl FromStr for Origin {
    type Err = InvalidOrigin;

    #[inline]
    fn from_str(text: &str) -> Result<Origin, InvalidOrigin> {
        match Pattern::parse(text) {
            Err(problem) => Err(InvalidOrigin(problem.to_string())),
            Ok(pattern) if pattern.is_exact() => Ok(Origin::of(&pattern)),
            Ok(_) => Err(InvalidOrigin(format!("`{text}` is a pattern, not an origin"))),
        }
    }
}

impl AsRef<str> for Origin {
    #[inline]
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Origin {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Origin {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// Why a text is not an [`Origin`]. It displays as the compiler's error for an element of `origins`.
///
/// ```
/// use handler_cors::Origin;
///
/// let error = "https://shop.example.com/".parse::<Origin>().unwrap_err();
/// assert!(error.to_string().starts_with("`https://shop.example.com/` ends with a slash; origins have no path"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidOrigin(String);

impl fmt::Display for InvalidOrigin {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for InvalidOrigin {}
