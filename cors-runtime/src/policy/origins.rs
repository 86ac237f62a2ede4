//! Origins from the environment, within bounds that the compiler has checked.

use handler_cors_policy::{EntryFault, read_within};
use std::env::{self, VarError};
use std::error::Error;
use std::fmt;
use std::sync::OnceLock;

/// Origins that an operator sets in an environment variable, within bounds that the developer sets.
///
/// ```
/// use handler_cors::{CorsRouter, Origins, cors};
///
/// /// Where our web app is deployed.
/// #[cors(env = "WEB_ORIGINS", within = ["https://*.example.com", "http://localhost:*"])]
/// pub static WEB: Origins;
///
/// #[cors(origins = WEB, methods = [GET], credentials)]
/// async fn account() {}
///
/// // WEB_ORIGINS=https://app.example.com,https://pr-*.example.com
/// fn start() -> Result<CorsRouter, handler_cors::BuildError> {
///     CorsRouter::new().route("/account", account).build()
/// }
/// # assert!(start().is_err());
/// ```
///
/// The compiler checks `within` like any list of origins. The variable holds origins or patterns, separated by commas, by the
/// same grammar; each must lie within one element of `within` as a whole. So an operator can narrow what the developer
/// allows, but never widen it. A router cannot be [built](crate::CorsRouter::build) with a variable that is missing, empty or invalid.
///
/// The variable is read once in the life of the program.
pub struct Origins {
    name: &'static str,
    variable: &'static str,
    within: &'static [&'static str],
    /// The checks that are disabled.
    dangerously: &'static [&'static str],
    /// A function, not a reference: before Rust 1.90, constants cannot refer to statics with interior mutability, nor to what
    /// refers to one. So they can refer to an `Origins`, and to the policies that name it.
    loaded: fn() -> &'static Loaded,
}

/// The value of the variable.
#[doc(hidden)]
pub struct Loaded {
    origins: OnceLock<Result<Box<[String]>, OriginsError>>,
    /// Only the static names the function, so that it is compiled only in programs that have one.
    load: fn(&Origins) -> Result<&'static [String], OriginsError>,
}

impl Loaded {
    #[allow(clippy::new_without_default)]
    #[inline]
    pub const fn new() -> Loaded {
        Loaded { origins: OnceLock::new(), load: Origins::load_once }
    }
}

impl fmt::Debug for Loaded {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Loaded").field(&self.origins).finish()
    }
}

impl Origins {
    #[doc(hidden)]
    pub const fn declare(
        loaded: fn() -> &'static Loaded,
        name: &'static str,
        variable: &'static str,
        within: &'static [&'static str],
    ) -> Origins {
        Origins { name, variable, within, dangerously: &[], loaded }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn dangerously(mut self, disabled: &'static [&'static str]) -> Origins {
        self.dangerously = disabled;
        self
    }

    /// The bounds, as they are declared.
    #[must_use]
    pub const fn within(&self) -> &'static [&'static str] {
        self.within
    }

    /// The name of the environment variable.
    #[must_use]
    pub const fn variable(&self) -> &'static str {
        self.variable
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Reads the variable, the first time that it is called, and returns the origins and patterns in it.
    ///
    /// [`CorsRouter::build`](crate::CorsRouter::build) calls it for all statics that a router uses, and reports their errors together.
    ///
    /// # Errors
    ///
    /// If the variable is not set, is not Unicode or is empty, or if one of its entries is invalid or outside the bounds. The error
    /// lists all faults, each with what to write instead.
    pub fn load(&self) -> Result<&'static [String], OriginsError> {
        ((self.loaded)().load)(self)
    }

    #[inline]
    fn load_once(&self) -> Result<&'static [String], OriginsError> {
        let loaded = (self.loaded)().origins.get_or_init(|| self.read());
        loaded.as_deref().map_err(OriginsError::clone)
    }

    #[inline]
    fn read(&self) -> Result<Box<[String]>, OriginsError> {
        let fail = |faults: String| OriginsError { variable: self.variable, faults };
        let value = env::var(self.variable).map_err(|error| fail(self.unreadable(&error)))?;
        match read_within(&value, self.within) {
            Ok(patterns) => Ok(patterns.iter().map(|pattern| pattern.text().to_owned()).collect()),
            Err(faults) => Err(fail(listed(&faults))),
        }
    }

    #[inline]
    fn unreadable(&self, error: &VarError) -> String {
        let message = match error {
            VarError::NotPresent => "it is not set",
            VarError::NotUnicode(_) => "it is not Unicode",
        };
        let bounds: Vec<_> = self.within.iter().map(|pattern| format!("`{pattern}`")).collect();
        let sample = self.within.first().map_or_else(String::new, |pattern| sample(pattern));
        format!(
            "\n{message}\n  help: set it to the allowed origins, separated by commas, such as `{}={sample}`; each must be within {}",
            self.variable,
            bounds.join(" or ")
        )
    }
}

impl fmt::Debug for Origins {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Origins { name, variable, within, dangerously, loaded } = self;
        f.debug_struct("Origins")
            .field("name", name)
            .field("variable", variable)
            .field("within", within)
            .field("dangerously", dangerously)
            .field("loaded", loaded())
            .finish()
    }
}

/// An origin within a pattern.
#[inline]
fn sample(pattern: &str) -> String {
    pattern.replace(":*", "").replacen("*.", "app.", 1).replacen('*', "1", 1)
}

/// The faults of a variable's entries, one below the other.
#[inline]
fn listed(faults: &[EntryFault<'_>]) -> String {
    let texts = faults.iter().map(|fault| {
        let (message, name, help) = (fault.problem.message(), fault.problem.name(), fault.problem.help());
        format!("\nentry {}: {message} [cors::{name}]\n  help: {help}", fault.entry)
    });
    texts.collect()
}

/// Why an [`Origins`] cannot be read. It displays as one text that names the variable and, for each fault, the entry, the problem
/// and what to write instead. `Debug` shows the same text, for `main` functions that return it and for `expect`.
#[derive(Clone, PartialEq, Eq)]
pub struct OriginsError {
    variable: &'static str,
    faults: String,
}

impl OriginsError {
    /// The name of the environment variable.
    #[must_use]
    pub fn variable(&self) -> &'static str {
        self.variable
    }
}

impl fmt::Display for OriginsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid value of environment variable `{}`:{}", self.variable, self.faults)
    }
}

impl fmt::Debug for OriginsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for OriginsError {}
