//! The surface of a router as data, and explanations of requests.

// `#[inline]`: compiled in the programs that call it, not for all.

use super::CorsRouter;
use super::build::{BuildError, resolve};
use super::defined_at::DefinedAt;
use super::parts::Parts;
use super::registered::Registered;
use super::state::State;
use crate::decide::{CorsRequest, OnPath, Sharer};
use crate::explain::{Explanation, explain_path};
use crate::policy::{Allowed, Bindings, CompiledPolicies, Named, Source};
use handler_cors_policy::surface::{NamedBy, OriginSource, Row, Surface};
use http::Request;
use std::cell::RefCell;
use std::ptr;

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Lists what this router allows to cross-origin pages: a row for each path and method under a policy, for each service,
    /// application and fallback, and for each plain axum router, `NO POLICY, NOT ENFORCED`.
    ///
    /// It is meant for a test that compares it with a committed text, so that a change which widens access shows up as a diff.
    /// The paths of an application or a plain router are not in it: axum does not tell them.
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
    /// METHOD  PATH      ORIGINS                    ALLOWS                                                          HANDLER
    /// GET     /widgets  *                          max age 60 s                                                    list
    /// POST    /widgets  https://admin.example.com  credentials; headers x-request-id; max age 0 s because of list  create
    /// ";
    /// assert_eq!(app.surface().to_string(), expected);
    ///
    /// for row in &app.surface() {
    ///     assert!(!row.credentials || row.method == "POST", "{} {}", row.method, row.path);
    /// }
    /// ```
    #[must_use]
    pub fn surface(&self) -> Surface {
        surface(&self.shared.parts, origin_source)
    }

    /// The [surface](Self::surface) with the origins that each static has in this run of the program: what is bound, what the
    /// environment variable says, or the default.
    ///
    /// It is for a look at a running program, not for a committed text: it depends on the environment.
    ///
    /// ```
    /// use handler_cors::{CorsRouter, Origins, cors};
    ///
    /// #[cors(within = ["https://*"], always = ["tauri://localhost"])]
    /// static PAGES: Origins;
    ///
    /// #[cors(origins = PAGES, methods = [GET])]
    /// async fn list() {}
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/", list).bind_origins(&PAGES, ["https://app.example.com"]);
    /// let expected = "\
    /// METHOD  PATH  ORIGINS                        ALLOWS  HANDLER
    /// GET     /     PAGES, bound to a list                 list
    ///                 now https://app.example.com
    ///                 always tauri://localhost
    /// ";
    /// assert_eq!(app.resolved_surface()?.to_string(), expected);
    /// # Ok::<(), handler_cors::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`build`](CorsRouter::build).
    pub fn resolved_surface(&self) -> Result<Surface, BuildError> {
        let parts = &self.shared.parts;
        let mut policies = resolve(parts)?;
        let policies = RefCell::new(&mut policies);
        Ok(surface(parts, |registered, bindings| {
            let source = origin_source(registered, bindings);
            match registered.policy.origins {
                Source::Listed(_) => source,
                Source::Static(origins) => {
                    match &policies.borrow_mut().resolve(origins, registered.settled()).allowed {
                        Allowed::List(list) => source.resolved(list.clone()),
                        Allowed::Predicate => source,
                    }
                }
            }
        }))
    }

    /// Explains the decision on a request to a path of the [surface](Self::surface), or on a preflight for it. The request is not
    /// served, and its body is not read.
    ///
    /// The path is that of a row: `/users/{id}`, not `/users/7`, and the request's own path is not looked at. `None`: no row with a
    /// policy has this path.
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, cors};
    /// use axum::http::Request;
    /// use handler_cors::{Explanation, Reason};
    ///
    /// #[cors(origins = ["https://app.example.com"], methods = [POST])]
    /// async fn create() {}
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/widgets", create);
    /// let request = Request::post("/widgets").header("origin", "https://evil.example").body(())?;
    /// let expected = Explanation::Rejected(Reason::OriginNotAllowed);
    /// assert_eq!(app.explain("/widgets", &request), Some(expected));
    /// # Ok::<(), axum::http::Error>(())
    /// ```
    #[must_use]
    pub fn explain<B>(&self, path: &str, request: &Request<B>) -> Option<Explanation> {
        let parts = &self.shared.parts;
        let mut policies = CompiledPolicies::of(&parts.bindings);
        let on_path = parts.registered().filter(|(known, _)| known == path);
        let compiled = |(_, registered): (_, &Registered)| registered.compiled(&mut policies, &parts.settings);
        let handlers: Vec<_> = on_path.map(compiled).collect();
        (!handlers.is_empty()).then(|| explain_path(&handlers, CorsRequest::of(request)))
    }
}

/// What is on the same path, and keeps browsers from caching the preflights of a handler.
#[inline]
fn sharer<S: State>(parts: &Parts<S>, path: &str, handler: &Registered) -> Option<&'static str> {
    let known = parts.paths.paths.iter().find(|known| *known.path == *path)?;
    let around = parts.mounted.applications_around(path).flat_map(|(guarded, _)| &guarded.registered);
    let all: Vec<&Registered> = known.entries.iter().map(|entry| &entry.registered).chain(around).collect();
    let index = all.iter().position(|known| ptr::eq(*known, handler))?;
    let mut policies = CompiledPolicies::of(&parts.bindings);
    let handlers = all.iter().map(|known| known.compiled(&mut policies, &parts.settings)).collect();
    // Plain routes on the path do the same, but axum does not tell their paths before they have a state.
    let on_path = OnPath { handlers, ..OnPath::default() };
    match on_path.sharer(&on_path.handlers[index])? {
        Sharer::Handler(other) => Some(all[other].defined_at.name),
        Sharer::Plain => None,
    }
}

#[inline]
fn surface<S: State>(parts: &Parts<S>, origins: impl Fn(&Registered, &Bindings) -> OriginSource) -> Surface {
    let under_policies = parts.registered().flat_map(|(path, registered)| {
        let mut rows = rows(&path, registered, &origins(registered, &parts.bindings));
        let is_report_only = registered.settings(&parts.settings).is_report_only();
        let uncached_for = sharer(parts, &path, registered);
        for row in &mut rows {
            row.report_only = is_report_only;
            row.uncached_for = uncached_for.map(str::to_owned);
            row.max_age = if uncached_for.is_some() { Some(0) } else { row.max_age };
        }
        rows
    });
    let plain = parts.plain.rows();
    let plain = plain.iter().map(|(prefix, defined_at)| row_without_policy(prefix, defined_at));
    Surface::new(under_policies.chain(plain).collect())
}

/// A row for each method of a handler.
#[inline]
fn rows(path: &str, registered: &Registered, origins: &OriginSource) -> Vec<Row> {
    let Registered { defined_at, serves, policy, request_headers, .. } = registered;
    let mut rows = Vec::new();
    for method in serves.names() {
        let mut row = Row::new(path, method, defined_at.name);
        row.file = defined_at.file.to_owned();
        row.line = defined_at.line;
        row.policy = policy.name.map(str::to_owned);
        row.origins = origins.clone();
        row.headers = owned(&policy.header_names_with(*request_headers));
        row.expose = owned(policy.expose);
        row.credentials = policy.credentials;
        row.max_age = policy.max_age;
        row.enforcement = policy.enforcement;
        row.dangerously = owned(policy.dangerously);
        rows.push(row);
    }
    rows
}

#[inline]
fn row_without_policy(prefix: &str, defined_at: &DefinedAt) -> Row {
    let mut row = Row::without_policy(&format!("{prefix}/*"), defined_at.name);
    row.file = defined_at.file.to_owned();
    row.line = defined_at.line;
    row
}

#[inline]
fn origin_source(registered: &Registered, bindings: &Bindings) -> OriginSource {
    let origins = match registered.policy.origins {
        Source::Listed(list) => return OriginSource::Listed(owned(list)),
        Source::Static(origins) => origins.declared(),
    };
    let named = match registered.named(bindings) {
        Some(Named::List(_)) => NamedBy::List,
        Some(Named::Predicate(_)) => NamedBy::Predicate,
        None => NamedBy::environment(origins.env, origins.default.map(owned)),
    };
    OriginSource::of_static(origins.name, named, owned(origins.within), owned(origins.always))
}

#[inline]
fn owned(texts: &[&str]) -> Vec<String> {
    let mut all = Vec::with_capacity(texts.len());
    for text in texts {
        all.push((*text).to_owned());
    }
    all
}
