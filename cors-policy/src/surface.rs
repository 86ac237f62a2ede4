//! What a router allows to pages of other origins, as data: for snapshot tests, reviews and tools.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

mod table;

use crate::methods::METHODS;

/// A row for each path and method under a policy. `CorsRouter::surface` returns it.
///
/// It displays as an aligned table, without line numbers, so that a snapshot changes only when access does; `{:#}` shows the
/// file and the line of each handler too. The order is that of the paths, then of the methods, whatever the order of
/// registration. If a row is report-only, the first line is `REPORT ONLY`. With the feature `serde`, it can be written and read back.
///
/// ```
/// use handler_cors_policy::surface::{OriginSource, Row, Surface};
///
/// let mut row = Row::new("/widgets", "GET", "list");
/// row.origins = OriginSource::Listed(vec!["*".to_owned()]);
/// row.max_age = Some(60);
/// let expected = "\
/// METHOD  PATH      ORIGINS  ALLOWS        HANDLER
/// GET     /widgets  *        max age 60 s  list
/// ";
/// assert_eq!(Surface::new(vec![row]).to_string(), expected);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Surface {
    rows: Vec<Row>,
}

/// A method of a path, and what its policy allows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Row {
    /// The path, as it is routed; `/prefix/*` for what serves paths below the prefix: a service, an application, a fallback, or a
    /// plain axum router, whose own paths axum does not tell.
    pub path: String,
    /// `GET`, which includes HEAD unless HEAD has a row of its own, or another method; `*` for all methods, or all others.
    pub method: String,
    /// The name of the handler, or the type of the service.
    pub handler: String,
    /// The file in which the handler is defined, or the service registered.
    pub file: String,
    /// The line in that file.
    pub line: u32,
    /// The name of the policy, if it is a static.
    pub policy: Option<String>,
    /// The allowed origins.
    pub origins: OriginSource,
    /// The allowed request headers: those that the policy declares and those that extractors read.
    pub headers: Vec<String>,
    /// The response headers that pages can read.
    pub expose: Vec<String>,
    /// Whether cookies and HTTP authentication are allowed.
    pub credentials: bool,
    /// For how many seconds browsers may cache a preflight. `None` leaves it to the browser: 5 s.
    pub max_age: Option<u32>,
    /// The handler on the same path because of which a preflight is not cached at all: browsers keep allowed request headers for a URL,
    /// not for a method, and its policy does not allow all of those that this one does.
    pub uncached_for: Option<String>,
    /// Which disallowed cross-origin requests are rejected.
    pub enforcement: Enforcement,
    /// The checks that `dangerously(...)` disables.
    pub dangerously: Vec<String>,
    /// Whether nothing is rejected, only reported.
    pub report_only: bool,
}

/// Where a policy's origins come from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum OriginSource {
    /// There is no policy: pages of other origins read nothing, and nothing keeps their requests away.
    NoPolicy,
    /// A list in the source. `*` is every origin.
    Listed(Vec<String>),
    /// A static `Origins`, whose origins are named when the program starts, or decided on by the request.
    #[non_exhaustive]
    Static {
        /// The name of the static.
        name: String,
        /// How they are named.
        named: NamedBy,
        /// The bounds.
        within: Vec<String>,
        /// What is allowed beside them.
        always: Vec<String>,
        /// What they are in this run of the program; `None` unless the surface was asked for it.
        resolved: Option<Vec<String>>,
    },
}

/// How the origins of a static are named.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NamedBy {
    /// `bind_origins` on the router.
    List,
    /// `bind_predicate` on the router.
    Predicate,
    /// The program's environment, or what the static declares as default.
    #[non_exhaustive]
    Environment {
        /// The name of the variable, if the static has one.
        variable: Option<String>,
        /// The default, if the static has one.
        default: Option<Vec<String>>,
    },
}

/// Which disallowed cross-origin requests are rejected: the response is 403, and the handler does not run.
///
/// CORS by itself only hides the response from the page, after the handler has run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Enforcement {
    /// POST, PUT, PATCH and DELETE, which may change something. This is the default.
    UnsafeMethods,
    /// GET and HEAD too (`enforce`).
    AllMethods,
    /// None: plain CORS (`dangerously(unenforced)`).
    Off,
}

impl Surface {
    /// Sorts the rows.
    #[must_use]
    #[inline]
    pub fn new(mut rows: Vec<Row>) -> Surface {
        let order = |method: &str| METHODS.iter().position(|known| *known == method).unwrap_or(METHODS.len());
        rows.sort_by(|a, b| {
            let by_path = a.path.cmp(&b.path);
            by_path.then_with(|| order(&a.method).cmp(&order(&b.method))).then_with(|| a.method.cmp(&b.method))
        });
        Surface { rows }
    }

    /// The rows in order.
    #[must_use]
    #[inline]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl<'a> IntoIterator for &'a Surface {
    type Item = &'a Row;
    type IntoIter = std::slice::Iter<'a, Row>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

impl Row {
    /// A row whose policy allows no origin. The fields are public.
    #[must_use]
    #[inline]
    pub fn new(path: &str, method: &str, handler: &str) -> Row {
        Row {
            path: path.to_owned(),
            method: method.to_owned(),
            handler: handler.to_owned(),
            file: String::new(),
            line: 0,
            policy: None,
            origins: OriginSource::Listed(Vec::new()),
            headers: Vec::new(),
            expose: Vec::new(),
            credentials: false,
            max_age: None,
            uncached_for: None,
            enforcement: Enforcement::UnsafeMethods,
            dangerously: Vec::new(),
            report_only: false,
        }
    }

    /// A row for a plain axum router below a prefix, or for another thing without a policy.
    #[must_use]
    #[inline]
    pub fn without_policy(path: &str, handler: &str) -> Row {
        let mut row = Row::new(path, "*", handler);
        row.origins = OriginSource::NoPolicy;
        row.enforcement = Enforcement::Off;
        row
    }

    /// Whether disallowed cross-origin requests that may change something are rejected. Rows without a policy, those under
    /// `dangerously(unenforced)`, and those that are report-only, are not.
    ///
    /// ```
    /// use handler_cors_policy::surface::Row;
    ///
    /// assert!(Row::new("/widgets", "POST", "create").is_enforced());
    /// assert!(!Row::without_policy("/legacy/*", "an axum router").is_enforced());
    /// ```
    #[must_use]
    #[inline]
    pub fn is_enforced(&self) -> bool {
        self.enforcement != Enforcement::Off && !self.report_only
    }
}

impl OriginSource {
    /// The origins of a static: its name, how they are named, the bounds, and what is allowed beside them.
    #[must_use]
    #[inline]
    pub fn of_static(name: &str, named: NamedBy, within: Vec<String>, always: Vec<String>) -> OriginSource {
        OriginSource::Static { name: name.to_owned(), named, within, always, resolved: None }
    }

    /// Adds what the origins of a static are in this run of the program.
    #[must_use]
    #[inline]
    pub fn resolved(mut self, origins: Vec<String>) -> OriginSource {
        if let OriginSource::Static { resolved, .. } = &mut self {
            *resolved = Some(origins);
        }
        self
    }
}

impl NamedBy {
    /// The environment variable and the default of a static.
    #[must_use]
    #[inline]
    pub fn environment(variable: Option<&str>, default: Option<Vec<String>>) -> NamedBy {
        NamedBy::Environment { variable: variable.map(str::to_owned), default }
    }
}
