//! An element of an origin list.

use super::pattern::Pattern;
use core::fmt;

/// One element of an origin list.
///
/// This is about the element alone. Whether a policy may contain it is decided by [`check`](crate::check).
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
    /// `null`: what browsers send for an opaque origin (HTML standard, "origin": sandboxed frames, `data:` URLs,
    /// files).
    Null,
    /// `scheme://host[:port]`, with or without wildcards.
    Pattern(Pattern<'a>),
}

impl<'a> Origin<'a> {
    /// The element as it was written.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        match self {
            Origin::Any => "*",
            Origin::Null => "null",
            Origin::Pattern(pattern) => pattern.text(),
        }
    }
}

impl fmt::Display for Origin<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}
