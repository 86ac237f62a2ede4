//! Building a router: all that can be wrong with it is reported before it is served.

use super::CorsRouter;
use super::engine::{Engine, embeddable};
use super::parts::Parts;
use super::serve::{AsService, IntoService};
use crate::events;
use crate::policy::{OriginsError, Source};
use crate::settings::Settings;
use axum::routing::IntoMakeService;
use axum::{Router, ServiceExt};
use std::error::Error;
use std::fmt;

/// Why a router cannot be built, from [`CorsRouter::build`]. Its text lists all faults, each with what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError {
    faults: Vec<OriginsError>,
    /// The texts of what is wrong with `server_origins`.
    server_origins: Vec<String>,
}

impl BuildError {
    /// The statics whose origins cannot be read, in the order of registration.
    #[must_use]
    pub fn origins(&self) -> &[OriginsError] {
        &self.faults
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origins = self.faults.iter().map(OriginsError::to_string);
        let texts: Vec<String> = origins.chain(self.server_origins.iter().cloned()).collect();
        f.write_str(&texts.join("\n\n"))
    }
}

impl Error for BuildError {}

impl CorsRouter {
    /// Builds the router: reads the origins that come from outside of the program, and compiles the policies. What it returns is
    /// ready for requests.
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
    /// If the origins of a policy cannot be read from the environment, or entries of [`server_origins`](Self::server_origins) are not
    /// origins. All faults are reported at once.
    pub fn build(self) -> Result<CorsRouter, BuildError> {
        check(&self.shared.parts)?;
        self.engine();
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
        if let Err(error) = check(&self.shared.parts) {
            panic!("{error}");
        }
        warn_of_report_only(&self.shared.parts);
        self.shared.engine.get_or_init(|| Engine::new(&self.shared.parts))
    }
}

fn warn_of_report_only(parts: &Parts<()>) {
    if parts.all_settings().any(Settings::is_report_only) {
        events::report_only_built();
    }
}

/// Reads all origins that come from outside of the program.
fn check(parts: &Parts<()>) -> Result<(), BuildError> {
    let mut faults: Vec<OriginsError> = Vec::new();
    for (_, registered, _) in parts.registered() {
        if let Source::Environment(origins) = registered.policy.origins {
            if let Err(fault) = origins.load() {
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
    }
    let mut server_origins: Vec<String> = Vec::new();
    for declared in parts.all_settings().filter_map(|settings| settings.server_origins.as_deref()) {
        let text = declared.to_string();
        if !declared.faults.is_empty() && !server_origins.contains(&text) {
            server_origins.push(text);
        }
    }
    if faults.is_empty() && server_origins.is_empty() { Ok(()) } else { Err(BuildError { faults, server_origins }) }
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
        if let Err(error) = check(parts) {
            panic!("{error}");
        }
        warn_of_report_only(parts);
        embeddable(parts)
    }
}
