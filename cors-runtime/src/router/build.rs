//! Conversions of a complete router.

use super::CorsRouter;
use axum::Router;
use axum::routing::{IntoMakeService, RouterIntoService};

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Into a service with a fixed body type, for calling it in tests, as [`axum::Router::into_service`].
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
    pub fn into_service<B>(self) -> RouterIntoService<B, S> {
        Router::from(self).into_service()
    }
}

impl CorsRouter {
    /// Into what `axum::serve` takes, as [`axum::Router::into_make_service`].
    ///
    /// `axum::serve` does not take the `CorsRouter` itself: routes that collide are found here, before the first connection.
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
    // A build with optimisations shares no generic code between crates: all of axum's router would be compiled here, and once more
    // in the program. One without them shares it, and what is compiled here need not be compiled with the program again.
    #[cfg_attr(not(debug_assertions), inline)]
    pub fn into_make_service(self) -> IntoMakeService<Router> {
        Router::from(self).into_make_service()
    }
}

/// The routes of a plain router, without CORS.
impl<S> From<Router<S>> for CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn from(plain: Router<S>) -> Self {
        CorsRouter { plain, ..CorsRouter::new() }
    }
}

/// For embedding the router in another one. A layer on the result is outside of CORS: it sees preflights, and its own responses
/// have no CORS headers. Provide the state [before](CorsRouter::with_state), not on the result: requests cost less then.
///
/// # Panics
///
/// If a plain route and a `#[cors]` handler serve the same method on the same path.
impl<S> From<CorsRouter<S>> for Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    #[track_caller]
    fn from(router: CorsRouter<S>) -> Router<S> {
        let router = router.settled();
        let app = router.fallbacks.mount(router.entries.mount());
        // Last, because axum keeps the 404 of the router that is merged last.
        app.merge(router.plain)
    }
}
