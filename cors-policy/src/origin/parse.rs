//! Reading patterns and list elements.

use super::element::Origin;
use super::pattern::Pattern;
use super::{grammar, plain, repair};
use crate::problem::{OriginProblem, Problem};
use crate::slice::{contains, equal};

impl<'a> Pattern<'a> {
    /// Parses a pattern.
    ///
    /// # Errors
    ///
    /// A [`Problem::Origin`] that says why the text is not a pattern. `*` and `null` are not patterns either.
    #[inline]
    pub const fn parse(text: &'a str) -> Result<Pattern<'a>, Problem<'a>> {
        match grammar::pattern(text) {
            Ok(pattern) => Ok(pattern),
            Err(_) if repair::several(text).is_some() => Err(Problem::Origin(OriginProblem::SeveralOrigins { text })),
            Err(_) if is_quoted(text) => Err(Problem::Origin(OriginProblem::QuotedOrigin { text })),
            Err(problem) => Err(Problem::Origin(problem)),
        }
    }

    /// Parses a pattern where the reason of a failure does not matter. Programs that call nothing else do not compile
    /// the code that finds the reason.
    #[must_use]
    pub const fn read(text: &'a str) -> Option<Pattern<'a>> {
        if let Some(plain) = plain::read(text) {
            return Some(plain);
        }
        match grammar::pattern(text) {
            Ok(pattern) => Some(pattern),
            Err(_) => None,
        }
    }
}

impl<'a> Origin<'a> {
    /// Parses one element of an origin list.
    ///
    /// # Errors
    ///
    /// A [`Problem::Origin`] that says why the text is neither an origin in the form in which browsers send it, nor a
    /// pattern.
    #[inline]
    pub const fn parse(text: &'a str) -> Result<Origin<'a>, Problem<'a>> {
        if let Some(keyword) = keyword(text) {
            return Ok(keyword);
        }
        match Pattern::parse(text) {
            Ok(pattern) => Ok(Origin::Pattern(pattern)),
            Err(problem) => Err(problem),
        }
    }

    /// Parses one element of an origin list where the reason of a failure does not matter, like [`Pattern::read`].
    ///
    /// ```
    /// use handler_cors_policy::Origin;
    ///
    /// assert_eq!(Origin::read("*"), Some(Origin::Any));
    /// assert_eq!(Origin::read("https://example.com/"), None);
    /// ```
    #[must_use]
    pub const fn read(text: &'a str) -> Option<Origin<'a>> {
        if let Some(keyword) = keyword(text) {
            return Some(keyword);
        }
        match Pattern::read(text) {
            Some(pattern) => Some(Origin::Pattern(pattern)),
            None => None,
        }
    }
}

const fn keyword(text: &str) -> Option<Origin<'_>> {
    if equal(text, "*") {
        return Some(Origin::Any);
    }
    if equal(text, "null") { Some(Origin::Null) } else { None }
}

/// Whether the text is one origin in quotation marks or brackets.
const fn is_quoted(text: &str) -> bool {
    matches!(text.as_bytes(), [b'"' | b'\'' | b'[' | b'`', ..])
        && !contains(text, b',')
        && repair::unquoted(text).is_some()
}
