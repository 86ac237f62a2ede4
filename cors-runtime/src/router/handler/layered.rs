//! `#[cors]` handlers inside layers of their own.

use super::super::recipe::RouteLayer;
use super::super::registration::Registration;
use super::super::state::State;
use super::register::RegisterWithCorsRouter;
use super::tuple::Disjoint;
use super::{AllFit, Handlers};
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::Route;
use std::convert::Infallible;
use std::fmt;
use tower_layer::Layer;
use tower_service::Service;

/// A `#[cors]` handler inside a layer of its own: what [`RegisterWithCorsRouter::layer`] makes, for
/// [`CorsRouter::route`](crate::CorsRouter::route).
#[must_use = "a handler is registered with `CorsRouter::route`"]
#[derive(Clone)]
pub struct LayeredHandler<H, L> {
    handler: H,
    layer: L,
}

impl<H: fmt::Debug, L> fmt::Debug for LayeredHandler<H, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LayeredHandler").field(&self.handler).finish()
    }
}

/// The shape of a handler inside a layer.
#[doc(hidden)]
#[derive(Debug)]
pub struct InsideLayer;

impl<Arguments, F, Methods> RegisterWithCorsRouter<Arguments, F, Methods> {
    /// Applies a layer to this handler alone, inside CORS. It is called on what the handler's name returns.
    ///
    /// ```
    /// use axum::{extract::Request, http::StatusCode, middleware::{Next, from_fn}, response::Response};
    /// use handler_cors::{CorsRouter, cors};
    ///
    /// async fn require_login(request: Request, next: Next) -> Result<Response, StatusCode> {
    ///     // The page can read the 401.
    ///     if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
    /// }
    ///
    /// #[cors(origins = ["https://app.example.com"], methods = [GET], credentials)]
    /// async fn account() {}
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/account", account().layer(from_fn(require_login)));
    /// # let _ = app.into_make_service();
    /// ```
    pub fn layer<L>(self, layer: L) -> LayeredHandler<Self, L>
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        LayeredHandler { handler: self, layer }
    }
}

#[diagnostic::do_not_recommend]
impl<H, L> Handlers<InsideLayer> for LayeredHandler<H, L> {
    type List = LayeredHandler<H, L>;

    fn list(self) -> Self::List {
        self
    }
}

impl<H: Disjoint, L> Disjoint for LayeredHandler<H, L> {
    type Methods = H::Methods;
}

impl<H, L, M, S> AllFit<M, S> for LayeredHandler<H, L>
where
    H: AllFit<M, S>,
    L: RouteLayer,
    S: State,
{
    fn register(self, registrations: &mut Vec<Registration<S>>) {
        let mut inside = Vec::new();
        self.handler.register(&mut inside);
        registrations.extend(inside.into_iter().map(|registration| registration.layered(self.layer.clone())));
    }
}
