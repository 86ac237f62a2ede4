//! The refusals that `dangerously` can lift.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::nearest::nearest;
use crate::problem::Problem;
use crate::slice::place_of;
use core::fmt;

/// A refusal that `dangerously(...)` lifts.
///
/// ```
/// use handler_cors_policy::Exemption;
///
/// assert_eq!(Exemption::parse("null_origin"), Ok(Exemption::NullOrigin));
/// let problem = Exemption::parse("null_orign").unwrap_err();
/// assert_eq!(problem.help().as_str(), "did you mean `null_origin`?");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exemption {
    /// `insecure_origins`: `http://` origins beside `credentials`, whose pages network attackers can forge.
    InsecureOrigins,
    /// `public_suffixes`: wildcards below which strangers can have sites.
    PublicSuffixes,
    /// `null_origin`: the origin `null`, which any page can take on.
    NullOrigin,
    /// `unenforced`: requests of pages that are not admitted reach the handler, as in plain CORS.
    Unenforced,
}

impl Exemption {
    const ALL: [Exemption; 4] =
        [Exemption::InsecureOrigins, Exemption::PublicSuffixes, Exemption::NullOrigin, Exemption::Unenforced];

    const NAMES: [&str; 4] = ["insecure_origins", "public_suffixes", "null_origin", "unenforced"];

    /// The refusal of this name.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownLift`], with the name that was probably meant.
    #[inline]
    pub fn parse(name: &str) -> Result<Exemption, Problem<'_>> {
        match place_of(name, &Exemption::NAMES) {
            Some(lift) => Ok(Exemption::ALL[lift]),
            None => Err(Problem::UnknownLift { name, near: nearest(&name.to_ascii_lowercase(), &Exemption::NAMES) }),
        }
    }

    /// The name by which it is lifted.
    #[must_use]
    #[inline]
    pub const fn name(self) -> &'static str {
        Exemption::NAMES[self as usize]
    }

    #[inline]
    pub(crate) fn is_among(self, lifts: &[Exemption]) -> bool {
        for lift in lifts {
            if *lift == self {
                return true;
            }
        }
        false
    }
}

impl fmt::Display for Exemption {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
