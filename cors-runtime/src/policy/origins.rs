//! Origins that are named when the program runs, within bounds that the compiler has checked.

use handler_cors_policy::OriginsLists;
use std::panic::Location;

/// Origins that the source code does not know: an operator names them when the program starts, or a predicate decides on them by the
/// request. The static declares the bounds that they must be within.
///
/// ```
/// use handler_cors::{CorsRouter, Origins, cors};
///
/// /// Where our pages are deployed. The desktop app is always allowed.
/// #[cors(within = ["https://*"], always = ["tauri://localhost"], env = "APP_ORIGINS", default = [])]
/// pub static PAGES: Origins;
///
/// #[cors(origins = PAGES, methods = [GET], credentials)]
/// async fn account() {}
///
/// # fn start(configured: Vec<String>) -> Result<CorsRouter, handler_cors::BuildError> {
/// let app = CorsRouter::new()
///     .route("/account", account)
///     .bind_origins(&PAGES, configured)
///     .build()?;
/// # Ok(app)
/// # }
/// # assert!(start(vec!["https://app.example.com".to_owned()]).is_ok());
/// # assert!(start(vec!["app.example.com".to_owned()]).is_err());
/// ```
///
/// Where the origins come from, in this order:
///
/// 1. [`CorsRouter::bind_origins`](crate::CorsRouter::bind_origins) or
///    [`CorsRouter::bind_predicate`](crate::CorsRouter::bind_predicate), on the router.
/// 2. The environment variable `env`, when the router is [built](crate::CorsRouter::build): origins with commas between them.
/// 3. `default`. `default = []` allows none but the server's own pages; then an empty variable is like one that is not set.
///
/// What `always` lists is allowed beside each of these. Every origin that is named must be within one element of `within` as a whole,
/// so that an operator can narrow what the developer allows, but never widen it. `https://*` is any host and port; `*` is anything,
/// `*` included, and then no policy with `credentials` can use the static.
///
/// A static holds no value itself: two routers in one program can have different origins.
#[derive(Debug)]
pub struct Origins {
    declared: DeclaredOrigins,
    at: &'static Location<'static>,
}

/// The content of an [`Origins`]. It has public fields, because expansions write it as a literal.
#[doc(hidden)]
#[derive(Debug)]
pub struct DeclaredOrigins {
    pub name: &'static str,
    pub within: &'static [&'static str],
    pub always: &'static [&'static str],
    pub env: Option<&'static str>,
    pub default: Option<&'static [&'static str]>,
    /// The checks that are disabled.
    pub dangerously: &'static [&'static str],
}

/// The values of keys that an attribute does not have. It has no bounds.
#[doc(hidden)]
pub const NO_ORIGINS: DeclaredOrigins =
    DeclaredOrigins { name: "", within: &[], always: &[], env: None, default: None, dangerously: &[] };

/// Makes the static that an expansion declares.
#[doc(hidden)]
#[must_use]
#[track_caller]
pub const fn seal_origins(declared: DeclaredOrigins) -> Origins {
    Origins { declared, at: Location::caller() }
}

/// The lists of a static, for const evaluation.
#[doc(hidden)]
#[must_use]
#[inline]
pub const fn origins_lists(origins: &Origins) -> OriginsLists<'static> {
    let DeclaredOrigins { within, always, default, .. } = origins.declared;
    let default = match default {
        Some(default) => default,
        None => &[],
    };
    OriginsLists { within, always, default }
}

/// A list that `#[cfg]` empties is no default.
#[doc(hidden)]
#[must_use]
#[inline]
pub const fn default_origins(list: &'static [&'static str]) -> Option<&'static [&'static str]> {
    if list.is_empty() { None } else { Some(list) }
}

impl Origins {
    /// The bounds, as they are declared.
    ///
    /// ```
    /// # use handler_cors::{Origins, cors};
    /// #[cors(within = ["https://*.example.com"], env = "APP_ORIGINS")]
    /// static PAGES: Origins;
    ///
    /// assert_eq!((PAGES.within(), PAGES.env()), (&["https://*.example.com"][..], Some("APP_ORIGINS")));
    /// ```
    #[must_use]
    pub const fn within(&self) -> &'static [&'static str] {
        self.declared.within
    }

    /// What is allowed beside the origins that are named.
    #[must_use]
    pub const fn always(&self) -> &'static [&'static str] {
        self.declared.always
    }

    /// The name of the environment variable, if there is one.
    #[must_use]
    pub const fn env(&self) -> Option<&'static str> {
        self.declared.env
    }

    pub(crate) fn declared(&self) -> &DeclaredOrigins {
        &self.declared
    }

    /// Where the static is declared.
    pub(crate) fn at(&self) -> &'static Location<'static> {
        self.at
    }

    pub(crate) fn name(&self) -> &'static str {
        self.declared.name
    }
}

impl DeclaredOrigins {
    pub(crate) fn checks_public_suffixes(&self) -> bool {
        !self.dangerously.contains(&"public_suffixes")
    }
}
