//! How long browsers may keep a preflight's answer.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::problem::Problem;

/// Firefox keeps an answer for this long, in seconds; others for less.
const LONGEST: u64 = 86_400;

#[inline]
pub(crate) const fn problem(seconds: u64) -> Option<Problem<'static>> {
    if seconds > LONGEST { Some(Problem::MaxAge { seconds }) } else { None }
}
