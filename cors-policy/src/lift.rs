//! The refusals that `dangerously` can lift.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::nearest::nearest;
use crate::problem::Problem;
use crate::slice::place_of;
use core::fmt;

/// A refusal that `dangerously(...)` lifts.
///
/// ```
/// use handler_cors_policy::Lift;
///
/// assert_eq!(Lift::parse("null_origin"), Ok(Lift::NullOrigin));
/// let problem = Lift::parse("null_orign").unwrap_err();
/// assert_eq!(problem.remedy().as_str(), "did you mean `null_origin`?");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lift {
    /// `insecure_origins`: `http://` origins beside `credentials`, whose pages network attackers can forge.
    InsecureOrigins,
    /// `public_suffixes`: wildcards below which strangers can have sites.
    PublicSuffixes,
    /// `null_origin`: the origin `null`, which any page can take on.
    NullOrigin,
    /// `unenforced`: requests of pages that are not admitted reach the handler, as in plain CORS.
    Unenforced,
}

impl Lift {
    const ALL: [Lift; 4] = [Lift::InsecureOrigins, Lift::PublicSuffixes, Lift::NullOrigin, Lift::Unenforced];

    const NAMES: [&str; 4] = ["insecure_origins", "public_suffixes", "null_origin", "unenforced"];

    /// The refusal of this name.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownLift`], with the name that was probably meant.
    #[inline]
    pub fn parse(name: &str) -> Result<Lift, Problem<'_>> {
        match place_of(name, &Lift::NAMES) {
            Some(lift) => Ok(Lift::ALL[lift]),
            None => Err(Problem::UnknownLift { name, near: nearest(&name.to_ascii_lowercase(), &Lift::NAMES) }),
        }
    }

    /// The name by which it is lifted.
    #[must_use]
    #[inline]
    pub const fn name(self) -> &'static str {
        Lift::NAMES[self as usize]
    }

    #[inline]
    pub(crate) fn is_among(self, lifts: &[Lift]) -> bool {
        for lift in lifts {
            if *lift == self {
                return true;
            }
        }
        false
    }
}

impl fmt::Display for Lift {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
