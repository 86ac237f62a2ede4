//! The router: handlers under their policies, and everything layered on them, inside CORS.

mod build;
#[cfg(feature = "tokio")]
mod connect_info;
mod endpoint;
mod entry;
mod fallback;
mod guard;
mod handler;
mod layers;
mod methods;
mod mount;
mod request_headers;
mod respond;
mod service;
mod surface;
mod unbound;

use axum::Router;
use axum::handler::Handler;
use axum::routing::MethodRouter;
use entry::{Entries, Registration};
use fallback::Fallbacks;
use handler::Disjoint;
use http::StatusCode;
use std::fmt;

pub use handler::{AllFit, Handlers, RegisterWithCorsRouter};
pub use request_headers::{ReadsCookies, ReadsHeaders};

/// The part of the crate's `__private` that is here.
pub(crate) mod __private {
    pub use super::endpoint::Routing;
    pub use super::handler::calls::*;
    pub use super::handler::single::*;
    pub use super::handler::{Declared, Fits, Free, Handler, RegisterWithCorsRouter, State, Taken, register};
    pub use super::request_headers::{Cookies, Probe, ReadsNothing};
}

/// An axum router whose `#[cors]` handlers answer browsers of other origins, and the preflights of these browsers.
///
/// It has the methods of [`axum::Router`], with the same meaning, and two differences:
///
/// - [`route`](Self::route) takes `#[cors]` handlers, which know their methods, and registers OPTIONS along with them.
/// - CORS stands outside everything: a [`layer`](Self::layer) sees no preflight and no request that enforcement refuses,
///   and whatever it answers in a handler's place (401, 408, 413, 429, 500) carries the CORS headers of that handler's
///   policy, so that the page can read it.
///
/// So the `CorsRouter` is what gets served, and plain axum routers [`merge`](Self::merge) into it; their routes answer
/// without CORS. The other way round, `axum::Router::from(cors_router)`, is for what must embed it. A layer put on *that*
/// router stands before CORS: preflights meet it, and a login layer answers them 401.
///
/// Plain routes and `#[cors]` handlers may share a path as long as they differ in methods, and as long as the plain
/// route is made neither by [`any`](axum::routing::any) nor with a `.fallback()` or `.method_not_allowed_fallback()` of
/// its own, which claim the path's other methods; else axum panics at start-up. The plain route is not guarded: it answers
/// without CORS headers, and browsers may send it headers that a preflight has granted for the path. On a path that is
/// shared, the `Allow` of an OPTIONS request lists the methods of the `#[cors]` handlers only.
///
/// # Example
///
/// ```
/// use handler_cors::{CorsRouter, cors};
///
/// #[cors(origins = ["*"], methods = [GET])]
/// async fn list() -> &'static str {
///     "for everybody"
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
    /// What has been merged or nested without CORS, and the fallback.
    plain: Router<S>,
    preflight_status: Option<StatusCode>,
}

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// A router without routes, which answers 404 to everything.
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
        }
    }

    /// Routes a path to one `#[cors]` handler, or to a tuple of them, each for the methods that it declares.
    ///
    /// OPTIONS is registered along with them: a preflight is answered by the policy of the method that it asks for, and
    /// any other OPTIONS request with `Allow`. Several calls for one path add up.
    ///
    /// The path is written as in [`axum::Router::route`], captures and wildcards included.
    ///
    /// # Panics
    ///
    /// If the path is one that axum refuses, or if a handler of an earlier call answers the same method on the same
    /// path; the message names both. Within one tuple, that does not compile.
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

    /// Compiled once: inlined, it would be again for each handler.
    #[inline(never)]
    #[track_caller]
    fn route_all(mut self, path: &str, register: fn(&mut dyn FnMut(Registration<S>))) -> Self {
        // Refuses a path here, where the caller can be named, rather than when the router is built.
        let _ = Router::<()>::new().route(path, MethodRouter::new());
        let mut registrations = Vec::new();
        register(&mut |registration| registrations.push(registration));
        self.entries.add(path, registrations);
        self
    }

    /// Adds the routes of another router: of a `CorsRouter` with their policies, of a plain [`axum::Router`] without.
    ///
    /// The same path in both joins, each method under its own policy.
    ///
    /// # Panics
    ///
    /// If both answer the same method on the same path, or if both have a [`fallback`](Self::fallback).
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
    /// let plain = Router::new().route("/widgets", get(|| async { "no page of another origin can read this" }));
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
    /// As [`merge`](Self::merge), and if the prefix is one that axum refuses, such as `/`.
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

    /// Answers requests whose path matches no route, without CORS.
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

    /// Answers requests whose path matches a route added so far, and whose method none of its handlers answers.
    ///
    /// On the path of a `#[cors]` handler the answer carries `Vary: Origin` and, for an origin that one of the path's
    /// policies admits, what a page needs to read it.
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
        }
    }

    /// The status of granted preflights, in place of 204: clients from before 2014 may want 200.
    ///
    /// It holds for all of this router's routes. A router that is merged or nested and has set its own keeps it.
    ///
    /// # Panics
    ///
    /// If the status is not a 2xx: browsers take any other for a refusal (Fetch, §4.8, "ok status").
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
            "`preflight_status({status})`: browsers take a preflight for refused unless its status is 200 to 299"
        );
        self.preflight_status = Some(status);
        self
    }

    /// Writes down this router's own settings at its routes, before they move to another router.
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
