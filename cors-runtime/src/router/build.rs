//! Building a router: all that can be wrong with it is reported before it is served.

use super::CorsRouter;
use super::cors_router::Shared;
use super::engine::{Engine, embeddable};
use super::parts::Parts;
use super::serve::{AsService, IntoService};
use super::state::State;
use crate::events;
use crate::policy::{BuildFault, CompiledPolicies, write_faults};
use axum::routing::IntoMakeService;
use axum::{Router, ServiceExt};
use std::error::Error;
use std::fmt;

/// Why a router cannot be built, from [`CorsRouter::build`]. Its text lists all faults, each with what to write instead. `Debug` shows
/// the same text, for `main` functions that return it and for `expect`.
///
/// ```
/// use handler_cors::{BuildFault, CorsRouter, Origins, cors};
///
/// #[cors(within = ["https://*"])]
/// static PAGES: Origins;
///
/// #[cors(origins = PAGES, methods = [GET])]
/// async fn list() {}
///
/// let app = CorsRouter::new().route("/", list).bind_origins(&PAGES, ["https://app.example.com/"]);
/// let error = app.build().unwrap_err();
/// assert!(error.to_string().ends_with("\n  help: write `https://app.example.com`"));
/// assert!(matches!(error.faults(), [BuildFault::Origin { problem: "trailing_slash", .. }]));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct BuildError {
    /// At least one.
    faults: Vec<BuildFault>,
}

impl BuildError {
    /// All faults, in the order of registration.
    #[must_use]
    pub fn faults(&self) -> &[BuildFault] {
        &self.faults
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_faults(&self.faults, f)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for BuildError {}

impl CorsRouter {
    /// Builds the router: finds out what the origins of each static are, and compiles the policies. What it returns is ready for
    /// requests.
    ///
    /// `axum::serve` builds a router that is not built yet at the first connection, and panics there if it cannot. So call `build`
    /// last, before the router is served.
    ///
    /// ```no_run
    /// # use handler_cors::CorsRouter;
    /// # async fn serve() -> Result<(), Box<dyn std::error::Error>> {
    /// let app = CorsRouter::new().build()?;
    /// let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    /// axum::serve(listener, app).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If origins that are bound to a static or come from the environment are invalid or out of bounds, if nothing names those of a
    /// static, if no route uses what is bound, or if entries of [`server_origins`](Self::server_origins) are not origins. All faults are
    /// reported at once.
    pub fn build(self) -> Result<CorsRouter, BuildError> {
        self.build_engine()?;
        Ok(self)
    }

    /// Into what `axum::serve` takes, as [`axum::Router::into_make_service`]. `axum::serve` takes the router itself too.
    ///
    /// # Panics
    ///
    /// If the router cannot be [built](Self::build).
    ///
    /// ```no_run
    /// # use handler_cors::CorsRouter;
    /// # async fn serve() -> std::io::Result<()> {
    /// let app: CorsRouter = CorsRouter::new();
    /// let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    /// axum::serve(listener, app.into_make_service()).await
    /// # }
    /// ```
    #[must_use]
    #[track_caller]
    pub fn into_make_service(self) -> IntoMakeService<CorsRouter> {
        ServiceExt::<axum::extract::Request>::into_make_service(self.built())
    }

    /// Into a service with a fixed body type, for calling it in tests, as [`axum::Router::into_service`].
    ///
    /// # Panics
    ///
    /// If the router cannot be [built](Self::build).
    ///
    /// ```
    /// # use handler_cors::CorsRouter;
    /// use axum::body::Body;
    ///
    /// let app: CorsRouter = CorsRouter::new();
    /// let service = app.into_service::<Body>();
    /// # let _ = service;
    /// ```
    #[must_use]
    #[track_caller]
    pub fn into_service<B>(self) -> IntoService<B> {
        IntoService::new(self.built())
    }

    /// A borrowed service with a fixed body type, for calling it in tests, as [`axum::Router::as_service`].
    ///
    /// # Panics
    ///
    /// If the router cannot be [built](Self::build).
    ///
    /// ```
    /// # use handler_cors::CorsRouter;
    /// use axum::body::Body;
    /// use axum::http::{Request, StatusCode};
    /// use tower::Service;
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut app: CorsRouter = CorsRouter::new();
    /// let response = app.as_service().call(Request::get("/").body(Body::empty())?).await?;
    /// assert_eq!(response.status(), StatusCode::NOT_FOUND);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    #[track_caller]
    pub fn as_service<B>(&mut self) -> AsService<'_, B> {
        self.engine();
        AsService::new(self)
    }

    /// # Panics
    ///
    /// If the router cannot be built.
    #[track_caller]
    pub(super) fn built(self) -> CorsRouter {
        self.engine();
        self
    }

    /// What responds to requests. Clones share it.
    #[inline]
    #[track_caller]
    pub(super) fn engine(&self) -> &Engine {
        match self.shared.engine.get() {
            Some(engine) => engine,
            None => self.build_now(),
        }
    }

    #[cold]
    #[track_caller]
    fn build_now(&self) -> &Engine {
        match self.build_engine() {
            Ok(engine) => engine,
            Err(error) => panic!("{error}"),
        }
    }

    fn build_engine(&self) -> Result<&Engine, BuildError> {
        let Shared { parts, engine } = &*self.shared;
        if let Some(engine) = engine.get() {
            return Ok(engine);
        }
        let policies = resolve(parts)?;
        warn_of_report_only(parts);
        Ok(engine.get_or_init(|| Engine::new(parts, policies)))
    }
}

fn warn_of_report_only(parts: &Parts<()>) {
    if parts.all_settings().any(|settings| settings.is_report_only()) {
        events::report_only_built();
    }
}

/// Finds out what the origins of each static are, and what is wrong with the router.
pub(super) fn resolve<S: State>(parts: &Parts<S>) -> Result<CompiledPolicies, BuildError> {
    let mut policies = CompiledPolicies::of(&parts.bindings);
    for registered in parts.all_registered() {
        registered.resolve(&mut policies);
    }
    let mut faults = policies.faults().to_vec();
    faults.extend(policies.unused_bindings().map(|unused| unused.fault()));
    for declared in parts.all_settings().filter_map(|settings| settings.server_origins) {
        for text in &declared.faults {
            let fault = BuildFault::server_origin(declared.at, text);
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    if faults.is_empty() { Ok(policies) } else { Err(BuildError { faults }) }
}

/// The routes of a plain router, without CORS.
impl<S> From<Router<S>> for CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    #[track_caller]
    fn from(plain: Router<S>) -> Self {
        CorsRouter::of(Parts::from(plain))
    }
}

/// For embedding the router in an axum router. Prefer to serve the `CorsRouter`, and to [`merge`](CorsRouter::merge) axum routers into
/// it: what the axum router does is outside of CORS.
///
/// - A layer on it sees preflights, and its own responses have no CORS headers.
/// - Two embedded routers that share a path know nothing of each other: preflights for it meet one of them.
/// - A route on a path of an application, and [`method_not_allowed_fallback`](axum::Router::method_not_allowed_fallback), replace what
///   responds to the preflights of that path: they fail.
/// - A fallback below a prefix does not serve `prefix/` if the router has no fallback of its own, and axum drops it when the router
///   is nested once more.
///
/// The state of a `CorsRouter` is provided [before](CorsRouter::with_state). For an axum router that still lacks its own, write
/// `Router::from(cors_router).with_state(())`.
///
/// # Panics
///
/// If the router cannot be [built](CorsRouter::build), or has a fallback below a capture, such as `/{tenant}`: axum routers cannot.
impl From<CorsRouter> for Router {
    #[track_caller]
    fn from(router: CorsRouter) -> Router {
        let parts = &router.shared.parts;
        match resolve(parts) {
            Ok(policies) => {
                warn_of_report_only(parts);
                embeddable(parts, policies)
            }
            Err(error) => panic!("{error}"),
        }
    }
}
