//! The checks that `dangerously(...)` disables.

use crate::nearest::nearest;
use crate::problem::{ExemptionProblem, Problem};
use crate::slice::index_of;
use core::fmt;

/// A check that `dangerously(...)` disables.
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
    /// `insecure_origins`: allows `http://` origins with `credentials`, whose pages a network attacker can tamper with.
    InsecureOrigins,
    /// `public_suffixes`: allows wildcards over public suffixes, below which anyone can have a site.
    PublicSuffixes,
    /// `null_origin`: allows the origin `null`, which any website can send.
    NullOrigin,
    /// `unenforced`: lets requests from disallowed origins reach the handler, as CORS by itself does.
    Unenforced,
    /// `cross_site_navigations`: under `enforce`, serves links and redirects of any website, with the user's cookies.
    CrossSiteNavigations,
    /// `any_host`: allows every host of a scheme, such as `moz-extension://*`, with `credentials`.
    AnyHost,
}

impl Exemption {
    const ALL: [Exemption; 6] = [
        Exemption::InsecureOrigins,
        Exemption::PublicSuffixes,
        Exemption::NullOrigin,
        Exemption::Unenforced,
        Exemption::CrossSiteNavigations,
        Exemption::AnyHost,
    ];

    const NAMES: [&str; 6] =
        ["insecure_origins", "public_suffixes", "null_origin", "unenforced", "cross_site_navigations", "any_host"];

    /// Returns the exemption of this name.
    ///
    /// # Errors
    ///
    /// [`ExemptionProblem::UnknownExemption`], with the name that was probably meant.
    #[inline]
    pub fn parse(name: &str) -> Result<Exemption, Problem<'_>> {
        match index_of(name, &Exemption::NAMES) {
            Some(index) => Ok(Exemption::ALL[index]),
            None => {
                let near = nearest(&name.to_ascii_lowercase(), &Exemption::NAMES);
                Err(Problem::Exemption(ExemptionProblem::UnknownExemption { name, near }))
            }
        }
    }

    /// The name, as in `dangerously(null_origin)`.
    #[must_use]
    #[inline]
    pub const fn name(self) -> &'static str {
        Exemption::NAMES[self as usize]
    }
}

impl fmt::Display for Exemption {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
