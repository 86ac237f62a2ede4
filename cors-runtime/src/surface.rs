//! All that a router opens to pages of other origins, as data: for snapshot tests, reviews and tools.
//!
//! Few programs ask for it, and what is `#[inline]` here is compiled only in those that do.

mod table;

use crate::explain::{Explanation, explain};
use crate::handler::Place;
use crate::method::MethodSet;
use crate::path::Terms;
use crate::policy::{Enforcement, Policy, Source};
use crate::prepared::Prepared;
use handler_cors_policy::METHODS;
use http::Request;
use std::fmt;

/// What [`CorsRouter::surface`](crate::CorsRouter::surface) returns: a row for each path and method under a policy.
///
/// It displays as an aligned table, without line numbers, so that a snapshot of it changes where access does; with `{:#}` it
/// shows the file and the line of each handler too. With the feature `serde` it is `Serialize`. The order is that of the
/// paths, then of the methods, whatever the order of registration.
///
/// ```
/// use handler_cors::{CorsRouter, cors};
///
/// #[cors(origins = ["*"], methods = [GET], max_age = 60)]
/// async fn list() {}
///
/// #[cors(origins = ["https://admin.example.com"], methods = [POST], headers = ["x-request-id"], credentials)]
/// async fn create() {}
///
/// let app: CorsRouter = CorsRouter::new().route("/widgets", (list, create));
/// let expected = "\
/// METHOD  PATH      ORIGINS                    GRANTS                             HANDLER
/// GET     /widgets  *                          max age 60 s                       list
/// POST    /widgets  https://admin.example.com  credentials; headers x-request-id  create
/// ";
/// assert_eq!(app.surface().to_string(), expected);
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(transparent))]
pub struct Surface {
    rows: Vec<Row>,
}

/// A method of a path, and what its policy grants.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Row {
    /// The path, as it is routed; `/prefix/*` for a service that answers what has no route below the prefix.
    pub path: String,
    /// `GET`, for which HEAD is answered too unless it has a row of its own, or another method.
    pub method: &'static str,
    /// The handler's name, or the type of a service.
    pub handler: &'static str,
    /// Where the handler is declared, or the service routed.
    pub file: &'static str,
    /// The line in that file.
    pub line: u32,
    /// The name of the policy, if it is a static that handlers share.
    pub policy: Option<&'static str>,
    /// Who may call.
    pub origins: OriginSource,
    /// The request headers that the page may send: declared, and read by extractors.
    pub headers: Vec<&'static str>,
    /// The response headers that the page may read.
    pub expose: &'static [&'static str],
    /// Cookies and HTTP authentication.
    pub credentials: bool,
    /// For how many seconds browsers may keep a preflight's answer; `None`: as long as they please, which is 5 s.
    pub max_age: Option<u32>,
    /// Which requests of pages that are not admitted are refused.
    pub enforcement: Enforcement,
    /// The refusals that are lifted.
    pub dangerously: Vec<&'static str>,
    #[cfg_attr(feature = "serde", serde(skip))]
    kept: Kept,
}

/// What it takes to explain a request.
#[derive(Clone, Copy)]
struct Kept {
    policy: &'static Prepared,
    reads: &'static [&'static [&'static str]],
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// Where a policy's origins come from, and which they are.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum OriginSource {
    /// A list in the source; `*` alone is everybody.
    Listed(Vec<&'static str>),
    /// The environment.
    #[non_exhaustive]
    Environment {
        /// The name of the static.
        name: &'static str,
        /// The name of the variable.
        variable: &'static str,
        /// The bounds.
        within: &'static [&'static str],
        /// What the variable holds.
        origins: &'static [String],
    },
    /// A predicate.
    #[non_exhaustive]
    Dynamic {
        /// Its path, as it is written.
        predicate: &'static str,
    },
}

impl OriginSource {
    #[inline]
    fn of(policy: &Policy) -> OriginSource {
        match policy.origins {
            Source::Listed(list) => OriginSource::Listed(list.to_vec()),
            Source::Environment(origins) => OriginSource::Environment {
                name: origins.name(),
                variable: origins.variable(),
                within: origins.within(),
                // Registration has panicked if there are none.
                origins: origins.load().unwrap_or_default(),
            },
            Source::Dynamic(predicate) => OriginSource::Dynamic { predicate: predicate().name() },
        }
    }
}

impl Surface {
    /// Orders the rows.
    #[inline]
    pub(crate) fn of(mut rows: Vec<Row>) -> Surface {
        let order = |method| METHODS.iter().position(|known| *known == method);
        rows.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| order(a.method).cmp(&order(b.method))));
        Surface { rows }
    }

    /// The rows in order.
    #[must_use]
    #[inline]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl Row {
    /// A row for each method of a handler.
    #[inline]
    pub(crate) fn all_of(path: &str, place: Place, terms: &Terms) -> Vec<Row> {
        let policy = terms.gate.policy;
        let mut rows = Vec::new();
        for method in terms.methods.names() {
            rows.push(Row {
                path: path.to_owned(),
                method,
                handler: place.name,
                file: place.file,
                line: place.line,
                policy: policy.name,
                origins: OriginSource::of(policy),
                headers: policy.header_names_with(terms.reads),
                expose: policy.expose,
                credentials: policy.credentials,
                max_age: policy.max_age,
                enforcement: policy.enforcement,
                dangerously: policy.dangerously.to_vec(),
                kept: Kept { policy, reads: terms.reads },
            });
        }
        rows
    }

    /// What becomes of a request to this path, or of the preflight for its method, without serving it. See
    /// [`Policy::explain`], which does not know the handler's method and its extractors.
    #[must_use]
    pub fn explain<B>(&self, request: &Request<B>) -> Explanation {
        let Kept { policy, reads } = self.kept;
        explain(policy, Some((MethodSet::named(self.method.as_bytes()), reads)), request)
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
