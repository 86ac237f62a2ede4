//! The router: handlers under their policies, with all layers inside CORS.

mod build;
#[cfg(feature = "tokio")]
mod connect_info;
mod defined_at;
mod endpoint;
mod entry;
mod fallback;
mod guard;
mod handler;
mod layers;
mod methods;
mod mount;
mod path_service;
mod registration;
mod request_headers;
mod respond;
mod service;
mod state;
mod surface;
mod unbound;

use crate::policy::CompiledPolicies;
use axum::Router;
use axum::handler::Handler;
use axum::routing::MethodRouter;
use entry::Entries;
use fallback::Fallbacks;
use handler::Disjoint;
use http::StatusCode;
use std::fmt;

pub use handler::{AllFit, Handlers, RegisterWithCorsRouter, method_names};
use registration::Registration;
pub use request_headers::{ReadsCookies, ReadsHeaders};

/// The part of the crate's `__private` that is here.
pub(crate) mod __private {
    pub use super::endpoint::Routing;
    pub use super::handler::calls::*;
    pub use super::handler::method_names::*;
    pub use super::handler::{Declared, Fits, Handler, RegisterWithCorsRouter, register};
    pub use super::request_headers::{Cookies, Probe, ReadsNothing};
    pub use super::state::State;
}

/// An axum router for `#[cors]` handlers, which also responds to their preflights.
///
/// It has the methods of [`axum::Router`], with the same meaning, and two differences:
///
/// - [`route`](Self::route) takes `#[cors]` handlers, which know their methods, and registers OPTIONS along with them.
/// - CORS is outside of all layers: a [`layer`](Self::layer) sees no preflights and no rejected requests, and its own responses
///   (401, 408, 413, 429, 500) get the CORS headers of the handler's policy, so that the page can read them.
///
/// So serve the `CorsRouter`, and [`merge`](Self::merge) plain axum routers into it; their routes have no CORS headers.
/// `axum::Router::from(cors_router)` is for embedding it. A layer on *that* router is outside of CORS: a login layer responds
/// to preflights with 401.
///
/// Plain routes and `#[cors]` handlers can share a path if their methods differ and the plain route does not claim all other
/// methods: [`any`](axum::routing::any), `.fallback()` and `.method_not_allowed_fallback()` do, and axum panics at start-up. The
/// plain route has no policy: its responses have no CORS headers, and browsers may send it headers that a preflight has allowed
/// for the path. On a shared path, the `Allow` of an OPTIONS request lists only the methods of the `#[cors]` handlers.
///
/// # Example
///
/// ```
/// use handler_cors::{CorsRouter, cors};
///
/// #[cors(origins = ["*"], methods = [GET])]
/// async fn list() -> &'static str {
///     "for every origin"
/// }
///
/// #[cors(origins = ["https://admin.example.com"], methods = [POST, DELETE], credentials)]
/// async fn change() -> &'static str {
///     "for the admin page"
/// }
///
/// let app: CorsRouter = CorsRouter::new().route("/widgets", (list, change));
/// # let _ = app.into_make_service();
/// ```
#[must_use = "a router does nothing until it is served"]
#[derive(Clone)]
pub struct CorsRouter<S = ()> {
    entries: Entries<S>,
    fallbacks: Fallbacks<S>,
    /// The merged and nested routes without CORS, and the fallback.
    plain: Router<S>,
    preflight_status: Option<StatusCode>,
    compiled: CompiledPolicies,
}

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// A router without routes: every response is 404.
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use handler_cors::CorsRouter;
    ///
    /// let app: CorsRouter = CorsRouter::new().merge(Router::new().route("/health", get(|| async { "fine" })));
    /// # let _ = app.into_make_service();
    /// ```
    pub fn new() -> Self {
        CorsRouter {
            entries: Entries::default(),
            fallbacks: Fallbacks::default(),
            plain: Router::new(),
            preflight_status: None,
            compiled: CompiledPolicies::default(),
        }
    }

    /// Routes a path to one `#[cors]` handler, or to a tuple of them, each for the methods that it declares.
    ///
    /// OPTIONS is registered along with them. The policy of the requested method decides on a preflight; the response to other
    /// OPTIONS requests has `Allow`. Several calls for one path add up.
    ///
    /// The path is written as in [`axum::Router::route`], captures and wildcards included.
    ///
    /// # Panics
    ///
    /// If the path is invalid in axum, or if a handler of an earlier call serves the same method on the same path; the message
    /// names both. Within one tuple, that does not compile.
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, cors};
    /// use axum::extract::Path;
    ///
    /// #[cors(origins = ["https://app.example.com"], methods = [GET])]
    /// async fn show(Path(id): Path<u32>) -> String {
    ///     format!("widget {id}")
    /// }
    ///
    /// #[cors(origins = ["https://admin.example.com"], methods = [DELETE], credentials)]
    /// async fn delete(Path(id): Path<u32>) {}
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/widgets/{id}", (show, delete));
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn route<H, Shape, M>(self, path: &str, handlers: H) -> Self
    where
        H: Handlers<Shape>,
        H::List: Disjoint,
        H::List: AllFit<M, S>,
    {
        let _ = handlers;
        self.route_all(path, H::List::register)
    }

    /// Not inlined, so that it is not compiled again for each handler.
    #[inline(never)]
    #[track_caller]
    fn route_all(mut self, path: &str, register: fn(&mut dyn FnMut(Registration<S>))) -> Self {
        // axum panics about an invalid path here, at the caller's line, not when the router is built.
        let _ = Router::<()>::new().route(path, MethodRouter::new());
        let mut registrations = Vec::new();
        register(&mut |registration| registrations.push(registration));
        self.entries.add(path, registrations, &mut self.compiled);
        self
    }

    /// Adds the routes of another router: of a `CorsRouter` with their policies, of a plain [`axum::Router`] without.
    ///
    /// A path that is in both joins, each method under its own policy.
    ///
    /// # Panics
    ///
    /// If both serve the same method on the same path, or if both have a [`fallback`](Self::fallback).
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, cors};
    /// use axum::{Router, routing::get};
    ///
    /// #[cors(origins = ["https://app.example.com"], methods = [POST])]
    /// async fn create() {}
    ///
    /// let plain = Router::new().route("/widgets", get(|| async { "not readable cross-origin" }));
    /// let app: CorsRouter = CorsRouter::new().route("/widgets", create).merge(plain);
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn merge<R>(mut self, other: R) -> Self
    where
        R: Into<CorsRouter<S>>,
    {
        let other = other.into().settled();
        self.plain = self.plain.merge(other.plain);
        self.fallbacks.extend(other.fallbacks);
        self.entries.extend(other.entries);
        self
    }

    /// Adds the routes of another router, `CorsRouter` or plain [`axum::Router`], below a path.
    ///
    /// As in axum, the nested handlers and layers see the request's URI without that prefix,
    /// [`OriginalUri`](https://docs.rs/axum/0.8/axum/extract/struct.OriginalUri.html) has it whole, and captures in the
    /// prefix are extracted along with their own.
    ///
    /// # Panics
    ///
    /// As [`merge`](Self::merge), and if the prefix is invalid in axum, such as `/`.
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, cors};
    /// #[cors(origins = ["https://app.example.com"], methods = [GET])]
    /// async fn list() {}
    ///
    /// let v1 = CorsRouter::new().route("/widgets", list);
    /// let app: CorsRouter = CorsRouter::new().nest("/api/v1", v1);
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn nest<R>(mut self, prefix: &str, router: R) -> Self
    where
        R: Into<CorsRouter<S>>,
    {
        let router = router.into().settled();
        self.plain = self.plain.nest(prefix, router.plain);
        self.fallbacks.extend(router.fallbacks.nested(prefix));
        self.entries.extend(router.entries.nested(prefix));
        self
    }

    /// Serves requests whose path matches no route, without CORS.
    ///
    /// ```
    /// # use handler_cors::CorsRouter;
    /// use axum::http::StatusCode;
    ///
    /// let app: CorsRouter = CorsRouter::new().fallback(|| async { (StatusCode::NOT_FOUND, "nothing here") });
    /// # let _ = app.into_make_service();
    /// ```
    pub fn fallback<H, T>(mut self, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.plain = self.plain.fallback(handler);
        self.fallbacks.set(None);
        self
    }

    /// Serves requests whose path matches a route added so far, but whose method no handler serves.
    ///
    /// On the path of a `#[cors]` handler, the response has `Vary: Origin` and, for an origin that one of the path's policies
    /// allows, the headers that make it readable.
    ///
    /// # Panics
    ///
    /// When the router is built, if a `#[cors]` handler shares a path with a plain route that is merged by now: axum joins no
    /// two such fallbacks. Called before [`merge`](Self::merge), it serves the shared path too.
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, cors};
    /// # #[cors(origins = ["https://app.example.com"], methods = [GET])]
    /// # async fn list() {}
    /// use axum::http::StatusCode;
    ///
    /// let app: CorsRouter = CorsRouter::new()
    ///     .route("/widgets", list)
    ///     .method_not_allowed_fallback(|| async { (StatusCode::METHOD_NOT_ALLOWED, "read only") });
    /// # let _ = app.into_make_service();
    /// ```
    pub fn method_not_allowed_fallback<H, T>(mut self, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.plain = self.plain.method_not_allowed_fallback(handler.clone());
        self.entries = self.entries.with_not_allowed(handler);
        self
    }

    /// Provides the state of the handlers so far, as in [`axum::Router::with_state`].
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, cors};
    /// use axum::extract::State;
    ///
    /// #[cors(origins = ["https://app.example.com"], methods = [GET])]
    /// async fn greet(State(greeting): State<&'static str>) -> &'static str {
    ///     greeting
    /// }
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/", greet).with_state("hello");
    /// # let _ = app.into_make_service();
    /// ```
    pub fn with_state<S2>(self, state: S) -> CorsRouter<S2> {
        CorsRouter {
            plain: self.plain.with_state(state.clone()),
            fallbacks: self.fallbacks.with_state(&state),
            entries: self.entries.with_state(state),
            preflight_status: self.preflight_status,
            compiled: self.compiled,
        }
    }

    /// The status of allowed preflights, instead of 204: clients from before 2014 may need 200.
    ///
    /// It applies to all routes of this router. A merged or nested router keeps its own setting.
    ///
    /// # Panics
    ///
    /// If the status is not 2xx: for browsers, any other denies the preflight (Fetch §4.8, "ok status").
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::CorsRouter;
    /// use axum::http::StatusCode;
    ///
    /// let app: CorsRouter = CorsRouter::new().preflight_status(StatusCode::OK);
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn preflight_status(mut self, status: StatusCode) -> Self {
        assert!(
            status.is_success(),
            "`preflight_status({status})`: for browsers, a status other than 200 to 299 denies the preflight"
        );
        self.preflight_status = Some(status);
        self
    }

    /// Copies this router's settings to its routes, before they move to another router.
    fn settled(mut self) -> Self {
        self.entries.settle(self.preflight_status);
        self.fallbacks.settle(self.preflight_status);
        self
    }
}

impl<S> Default for CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn default() -> Self {
        Self::new()
    }
}

impl<S> fmt::Debug for CorsRouter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorsRouter").field("entries", &self.entries).finish_non_exhaustive()
    }
}
