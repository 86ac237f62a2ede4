//! The other methods of [`axum::Router`], with their meaning.

use super::CorsRouter;
use super::bounds::RoutableService;
use super::defined_at::DefinedAt;

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Routes a path to a service without CORS, as [`axum::Router::route_service`]. Under a policy, it is
    /// `route(path, POLICY.service(service))`.
    ///
    /// # Panics
    ///
    /// If the path is invalid in axum, or is served already.
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::CorsRouter;
    /// use axum::http::StatusCode;
    /// use tower::service_fn;
    ///
    /// let health = service_fn(async |_request| Ok(StatusCode::OK));
    /// let app: CorsRouter = CorsRouter::new().route_service("/health", health);
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn route_service<T: RoutableService>(self, path: &str, service: T) -> Self {
        self.merge(axum::Router::new().route_service(path, service))
    }

    /// Serves requests whose path matches no route with a service without CORS, as [`axum::Router::fallback_service`]. Under a policy,
    /// it is `fallback(POLICY.service(service))`.
    ///
    /// # Panics
    ///
    /// If there is a fallback under a policy already, or an application, which has one.
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::CorsRouter;
    /// use axum::response::Redirect;
    /// use tower::service_fn;
    ///
    /// let home = service_fn(async |_request| Ok(Redirect::to("/")));
    /// let app: CorsRouter = CorsRouter::new().fallback_service(home);
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn fallback_service<T: RoutableService>(self, service: T) -> Self {
        let mut parts = self.into_parts();
        parts.set_plain_fallback(DefinedAt::caller::<T>(), |plain| plain.fallback_service(service));
        CorsRouter::of(parts)
    }

    /// Removes the fallback, as [`axum::Router::reset_fallback`]: unmatched paths respond 404 again. Fallbacks of nested routers stay.
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, Policy, cors};
    /// #[cors(origins = ["https://app.example.com"])]
    /// static WEB: Policy;
    ///
    /// let inner: CorsRouter = CorsRouter::new().fallback(WEB.any(async || "inner"));
    /// let app: CorsRouter = CorsRouter::new().fallback(WEB.any(async || "outer")).merge(inner.reset_fallback());
    /// # let _ = app.into_make_service();
    /// ```
    pub fn reset_fallback(self) -> Self {
        let mut parts = self.into_parts();
        parts.reset_fallback();
        CorsRouter::of(parts)
    }

    /// Whether there is a route, as [`axum::Router::has_routes`]. A fallback is not one.
    ///
    /// ```
    /// # use handler_cors::CorsRouter;
    /// assert!(!CorsRouter::<()>::new().fallback(async || "nothing here").has_routes());
    /// ```
    #[must_use]
    pub fn has_routes(&self) -> bool {
        self.shared.parts.shadow.has_routes()
    }

    /// Takes paths in the syntax of axum 0.7 as text, as [`axum::Router::without_v07_checks`]: segments can begin with `:` or `*`.
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, Policy, cors};
    /// #[cors(origins = ["https://app.example.com"])]
    /// static WEB: Policy;
    ///
    /// let app: CorsRouter = CorsRouter::new().without_v07_checks().route("/:text", WEB.get(async || "not a capture"));
    /// # let _ = app.into_make_service();
    /// ```
    pub fn without_v07_checks(self) -> Self {
        let mut parts = self.into_parts();
        parts.without_v07_checks();
        CorsRouter::of(parts)
    }
}
