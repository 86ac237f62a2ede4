//! Bounds, within which origins can be named when the program runs.

use super::element::Origin;
use super::pattern::{Pattern, Port, Wildcard};
use crate::problem::Problem;
use crate::slice::{before, equal};

impl<'a> Origin<'a> {
    /// Parses an element of `within`. Beside what [`parse`](Origin::parse) takes, `https://*` and `http://*` are bounds: any host,
    /// any port.
    ///
    /// ```
    /// use handler_cors_policy::Origin;
    ///
    /// let bound = Origin::parse_bound("https://*")?;
    /// assert!(bound.covers(&Origin::parse("https://*.corp.example:8443")?));
    /// assert!(!bound.covers(&Origin::parse("http://corp.example")?));
    /// # Ok::<(), handler_cors_policy::Problem<'static>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A [`Problem::Origin`], as [`parse`](Origin::parse).
    #[inline]
    pub const fn parse_bound(text: &'a str) -> Result<Origin<'a>, Problem<'a>> {
        match any_host(text) {
            Some(pattern) => Ok(Origin::Pattern(pattern)),
            None => Origin::parse(text),
        }
    }

    /// Parses an element of `within` where the reason of a failure does not matter.
    #[must_use]
    #[inline]
    pub const fn read_bound(text: &'a str) -> Option<Origin<'a>> {
        match any_host(text) {
            Some(pattern) => Some(Origin::Pattern(pattern)),
            None => Origin::read(text),
        }
    }

    /// Whether this bound covers all that `other` allows. No bound covers `null`, which any website can send.
    #[must_use]
    #[inline]
    pub const fn covers(&self, other: &Origin<'_>) -> bool {
        match (self, other) {
            (_, Origin::Null) | (Origin::Null, _) => false,
            (Origin::Any, _) => true,
            (Origin::Pattern(_), Origin::Any) => false,
            (Origin::Pattern(bound), Origin::Pattern(other)) => bound.covers(other),
        }
    }

    /// Whether the bound leaves the host open, so that it does not exclude public suffixes.
    #[must_use]
    #[inline]
    pub const fn has_any_host(&self) -> bool {
        match self {
            Origin::Any => true,
            Origin::Null => false,
            Origin::Pattern(pattern) => pattern.has_any_host(),
        }
    }
}

/// `https://*` or `http://*`
const fn any_host(text: &str) -> Option<Pattern<'_>> {
    let scheme = if equal(text, "https://*") {
        before(text, "https".len())
    } else if equal(text, "http://*") {
        before(text, "http".len())
    } else {
        return None;
    };
    Some(Pattern { text, scheme, host: "*", wildcard: Wildcard::Host, port: Port::Any })
}
