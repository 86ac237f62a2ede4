//! Layers, inside CORS.

use super::CorsRouter;
use super::parts::Plain;
use super::recipe::AnyLayer;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::Route;
use std::convert::Infallible;
use tower_layer::Layer;
use tower_service::Service;

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Applies a layer to all routes so far, and to the fallback.
    ///
    /// The layer is inside CORS: it sees no preflights, and its own responses get the CORS headers of the handler's policy.
    ///
    /// A layer around one handler is [`RegisterWithCorsRouter::layer`](crate::RegisterWithCorsRouter::layer) for a `#[cors]` handler, and
    /// [`CorsMethodRouter::layer`](crate::CorsMethodRouter::layer) or axum's [`Handler::layer`](axum::handler::Handler::layer) for an axum
    /// handler under a policy.
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, cors};
    /// use axum::{extract::Request, http::StatusCode, middleware::{Next, from_fn}, response::Response};
    ///
    /// async fn require_login(request: Request, next: Next) -> Result<Response, StatusCode> {
    ///     // The page can read the 401.
    ///     if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
    /// }
    ///
    /// #[cors(origins = ["https://app.example.com"], methods = [GET], credentials)]
    /// async fn account() {}
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/account", account).layer(from_fn(require_login));
    /// # let _ = app.into_make_service();
    /// ```
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        let parts = self.into_parts();
        let Plain { router, unmatched, .. } = parts.plain.clone();
        let (router, unmatched) = (router.layer(layer.clone()), unmatched.layer(layer.clone()));
        CorsRouter::of(parts.layered(&AnyLayer::new(layer), router, unmatched))
    }

    /// Applies a layer to all routes so far, but not to the fallback.
    ///
    /// # Panics
    ///
    /// If there are no routes yet.
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, cors};
    /// # use axum::{extract::Request, middleware::{Next, from_fn}, response::Response};
    /// # async fn require_login(request: Request, next: Next) -> Response { next.run(request).await }
    /// # #[cors(origins = ["https://app.example.com"], methods = [GET], credentials)]
    /// # async fn account() {}
    /// // The response to a path without a route is 404, not 401.
    /// let app: CorsRouter = CorsRouter::new().route("/account", account).route_layer(from_fn(require_login));
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn route_layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        let parts = self.into_parts();
        assert!(
            parts.shadow.has_routes(),
            "`route_layer` is called before any route is added, where it has no effect\n\nhelp: write `.route_layer(layer)` after the routes"
        );
        let router = parts.plain.router.clone();
        let router = if router.has_routes() { router.route_layer(layer.clone()) } else { router };
        CorsRouter::of(parts.route_layered(&AnyLayer::new(layer), router))
    }
}
