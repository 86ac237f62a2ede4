//! The router as users see it.

use super::engine::Engine;
use super::fallback::IntoFallback;
use super::handler::{AllFit, Disjoint, Handlers};
use super::mounted;
use super::parts::Parts;
use super::service::ServiceUnderPolicy;
use axum::handler::Handler;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// An axum router whose handlers, services and applications have CORS policies. It responds to preflights by the policy of the
/// requested method, and rejects disallowed cross-origin requests before they reach a layer or a handler.
///
/// It has the methods of [`axum::Router`], with the same meaning. These take something else:
///
/// | method | takes |
/// |---|---|
/// | [`route`](Self::route) | `#[cors]` handlers, which know their methods; axum handlers by [`Policy::get`] and its siblings; a [`Policy::service`]; tuples of these |
/// | [`nest_service`](Self::nest_service) | a [`Policy::service`] |
/// | [`fallback`](Self::fallback) | a `#[cors]` handler, [`Policy::any`], [`Policy::service`]; an axum handler without CORS |
/// | [`merge`](Self::merge), [`nest`](Self::nest) | another `CorsRouter`; a plain [`axum::Router`], whose routes have no CORS |
///
/// [`Policy::router`] makes a `CorsRouter` of a whole axum application.
///
/// CORS is outside of all layers: a [`layer`](Self::layer) sees no preflights and no rejected requests, and its own responses (401,
/// 408, 413, 429, 500) get the CORS headers of the handler's policy, so that the page can read them.
///
/// # Serving it
///
/// `axum::serve(listener, router.build()?)` reports all that is wrong with the router before the first connection: see
/// [`build`](Self::build). In tests, a `CorsRouter` is a [`tower::Service`](https://docs.rs/tower/0.5/tower/trait.Service.html).
///
/// `axum::Router::from(cors_router)` is for embedding it in an axum router. A layer on *that* router is outside of CORS: a login
/// layer responds to preflights with 401. So prefer to [`merge`](Self::merge) plain axum routers into the `CorsRouter`.
///
/// # Plain routes beside handlers
///
/// A plain route and handlers under a policy can share a path if they serve different methods. The plain route has no policy: it is
/// not enforced, its responses have no CORS headers, and browsers can send it headers that a preflight has allowed for the path. The
/// `Allow` of a response to OPTIONS lists only the methods under a policy.
///
/// # Example
///
/// ```
/// use axum::{Router, routing::get};
/// use handler_cors::{CorsRouter, Policy, cors};
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
/// #[cors(origins = ["https://app.example.com"])]
/// static WEB: Policy;
///
/// # fn app() -> Result<CorsRouter, handler_cors::BuildError> {
/// let app = CorsRouter::new()
///     .route("/widgets", (list, change))
///     .route("/stats", WEB.get(async || "for pages of the app"))
///     .merge(Router::new().route("/health", get(async || "without CORS")))
///     .build()?;
/// # Ok(app)
/// # }
/// # app().unwrap();
/// ```
///
/// [`Policy::get`]: crate::Policy::get
/// [`Policy::any`]: crate::Policy::any
/// [`Policy::service`]: crate::Policy::service
/// [`Policy::router`]: crate::Policy::router
#[must_use = "a router does nothing until it is served"]
pub struct CorsRouter<S = ()> {
    pub(super) shared: Arc<Shared<S>>,
}

/// What clones of a router share.
pub(super) struct Shared<S> {
    pub(super) parts: Parts<S>,
    pub(super) engine: OnceLock<Engine>,
}

impl<S> Clone for CorsRouter<S> {
    fn clone(&self) -> Self {
        CorsRouter { shared: self.shared.clone() }
    }
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
        CorsRouter::of(Parts::default())
    }

    #[inline(never)]
    pub(super) fn of(parts: Parts<S>) -> Self {
        CorsRouter { shared: Arc::new(Shared { parts, engine: OnceLock::new() }) }
    }

    #[inline(never)]
    pub(super) fn into_parts(self) -> Parts<S> {
        Arc::try_unwrap(self.shared).map_or_else(|shared| shared.parts.clone(), |shared| shared.parts)
    }

    /// Routes a path to handlers, or a service, under policies: `#[cors]` handlers, which know their methods; axum handlers by
    /// [`Policy::get`] and its siblings; a [`Policy::service`]; a tuple of these.
    ///
    /// OPTIONS is registered along with them. The policy of the requested method decides on a preflight; the response to other
    /// OPTIONS requests has `Allow`, unless a handler or service serves OPTIONS. Several calls for one path add up.
    ///
    /// The path is written as in [`axum::Router::route`], captures and wildcards included.
    ///
    /// # Panics
    ///
    /// If the path is invalid in axum, or if a handler of an earlier call serves the same method on the same path; the message
    /// names both. Within one tuple of `#[cors]` handlers, that does not compile.
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, Policy, cors};
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
    /// #[cors(origins = ["https://app.example.com"])]
    /// static WEB: Policy;
    ///
    /// let app: CorsRouter = CorsRouter::new()
    ///     .route("/widgets/{id}", (show, delete))
    ///     .route("/health", WEB.get(async || "fine"));
    /// # let _ = app.into_make_service();
    /// ```
    ///
    /// [`Policy::get`]: crate::Policy::get
    /// [`Policy::service`]: crate::Policy::service
    #[track_caller]
    pub fn route<H, Shape, M>(self, path: &str, handler_or_tuple: H) -> Self
    where
        H: Handlers<Shape>,
        H::List: Disjoint,
        H::List: AllFit<M, S>,
    {
        let mut registrations = Vec::new();
        handler_or_tuple.list().register(&mut registrations);
        let mut parts = self.into_parts();
        parts.route(path, registrations);
        CorsRouter::of(parts)
    }

    /// Adds the routes of another router: of a `CorsRouter` with their policies, of a plain [`axum::Router`] without.
    ///
    /// A path that is in both joins, each method under its own policy. The fallback of either router is the fallback of both.
    ///
    /// # Panics
    ///
    /// If both serve the same method on the same path, or if both have a [`fallback`](Self::fallback); an application under a policy
    /// has one.
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
    pub fn merge<R>(self, other: R) -> Self
    where
        R: IntoCorsRouter<S>,
    {
        let mut parts = self.into_parts();
        parts.merge(other.into().into_parts());
        CorsRouter::of(parts)
    }

    /// Adds the routes of another router, `CorsRouter` or plain [`axum::Router`], below a path.
    ///
    /// As in axum, the nested handlers and layers see the request's URI without that prefix,
    /// [`OriginalUri`](https://docs.rs/axum/0.8/axum/extract/struct.OriginalUri.html) has it whole, and captures in the
    /// prefix are extracted along with their own. A fallback of the nested router serves what no route below the prefix serves, the
    /// prefix itself included, under its own policy and layers.
    ///
    /// # Panics
    ///
    /// If both serve the same method on the same path, if another router with a fallback is nested at the prefix, or if the prefix is
    /// invalid in axum, such as `/`.
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
    pub fn nest<R>(self, prefix: &str, router: R) -> Self
    where
        R: IntoCorsRouter<S>,
    {
        let mut parts = self.into_parts();
        parts.nest(prefix, router.into().into_parts());
        CorsRouter::of(parts)
    }

    /// Serves all paths below a prefix, and the prefix itself, with a [`Policy::service`], as [`axum::Router::nest_service`] does
    /// without a policy.
    ///
    /// The service sees the request's URI without the prefix. Without CORS, it is
    /// `merge(axum::Router::new().nest_service(prefix, service))`.
    ///
    /// # Panics
    ///
    /// If the prefix is invalid in axum, such as `/`, or if a route that axum cannot tell apart is there already.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::http::StatusCode;
    /// use handler_cors::{CorsRouter, Policy, cors};
    /// use tower::service_fn;
    ///
    /// #[cors(origins = ["*"])]
    /// static PUBLIC: Policy;
    ///
    /// // In place of `tower_http::services::ServeDir`.
    /// let files = service_fn(async |_request| Ok(StatusCode::NOT_FOUND));
    /// let app: CorsRouter = CorsRouter::new().nest_service("/assets", PUBLIC.service(files));
    /// # let _ = app.into_make_service();
    /// ```
    ///
    /// [`Policy::service`]: crate::Policy::service
    #[track_caller]
    pub fn nest_service<T>(self, prefix: &str, service: T) -> Self
    where
        T: ServiceUnderPolicy,
    {
        let mut parts = self.into_parts();
        parts.nest_service(mounted::Service::new(prefix, service.service()));
        CorsRouter::of(parts)
    }

    /// Serves requests whose path matches no route: with a `#[cors]` handler, with [`Policy::any`] or [`Policy::service`], or with
    /// a plain axum handler, without CORS. A service without CORS is for [`fallback_service`](Self::fallback_service).
    ///
    /// Preflights for such paths are decided by the policy of the fallback. Without a policy, they are requests like others.
    ///
    /// # Panics
    ///
    /// If there is a fallback already, and one of the two is under a policy. An application under a policy has a fallback: its own,
    /// or its 404. Of several plain handlers the last one counts, as in axum.
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, Policy, cors};
    /// use axum::http::StatusCode;
    ///
    /// #[cors(origins = ["https://app.example.com"], credentials)]
    /// static WEB: Policy;
    ///
    /// // The page can read the 404.
    /// let app: CorsRouter =
    ///     CorsRouter::new().fallback(WEB.any(|| async { (StatusCode::NOT_FOUND, "nothing here") }));
    /// # let _ = app.into_make_service();
    /// ```
    ///
    /// [`Policy::any`]: crate::Policy::any
    /// [`Policy::service`]: crate::Policy::service
    #[track_caller]
    pub fn fallback<F, Shape>(self, fallback: F) -> Self
    where
        F: IntoFallback<Shape, S>,
    {
        let mut parts = self.into_parts();
        fallback.into_fallback(&mut parts);
        CorsRouter::of(parts)
    }

    /// Serves requests whose path matches a route added so far, but whose method no handler serves.
    ///
    /// On a path that handlers under a policy serve, the response has `Vary: Origin` and, for an origin that one of the path's
    /// policies allows, the headers that make it readable.
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
    ///
    /// # Panics
    ///
    /// If a handler for every method, or a service, shares a path with a plain route: axum takes both for the fallback of the path.
    #[track_caller]
    pub fn method_not_allowed_fallback<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let mut parts = self.into_parts();
        parts.method_not_allowed_fallback(&handler);
        CorsRouter::of(parts)
    }

    /// Provides the state of the handlers so far, as in [`axum::Router::with_state`].
    ///
    /// A router is served, and embedded in axum routers, only after its state has been provided.
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
    pub fn with_state<S2>(self, state: S) -> CorsRouter<S2>
    where
        S2: Clone + Send + Sync + 'static,
    {
        CorsRouter::of(self.into_parts().with_state(&state))
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
        f.debug_struct("CorsRouter").field("paths", &self.shared.parts.paths).finish_non_exhaustive()
    }
}

/// A router: what [`CorsRouter::merge`] and [`CorsRouter::nest`] take. A `CorsRouter` and a plain [`axum::Router`] implement it, for
/// their own state.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be merged into a `CorsRouter`, or nested in one",
    label = "neither a `CorsRouter` nor an `axum::Router` of the same state",
    note = "for handlers, write `.route(path, handlers)`; for a service, `.nest_service(path, POLICY.service(service))`",
    note = "for a router with another state, call `.with_state(state)` on it"
)]
pub trait IntoCorsRouter<S>: Into<CorsRouter<S>> {}

#[diagnostic::do_not_recommend]
impl<R: Into<CorsRouter<S>>, S> IntoCorsRouter<S> for R {}
