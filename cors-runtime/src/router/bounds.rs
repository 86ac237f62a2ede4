//! What policies and routers take, as traits whose messages say what to write instead.

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::IntoResponse;
use std::convert::Infallible;
use tower_service::Service;

/// An axum handler: what [`Policy::get`] and its siblings take. Everything that implements [`axum::handler::Handler`] implements
/// it.
///
/// [`Policy::get`]: crate::Policy::get
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot serve requests under a policy",
    label = "not an axum handler",
    note = "a `#[cors]` handler has its own policy: write `.route(path, handler)`",
    note = "for a service, write `POLICY.service(service)`",
    note = "the arguments of an `async fn` must be extractors for the state of the router: `#[axum::debug_handler]` on it says which one is not"
)]
pub trait AxumHandler<T, S>: Handler<T, S> {}

#[diagnostic::do_not_recommend]
impl<H: Handler<T, S>, T, S> AxumHandler<T, S> for H {}

/// A service as [`axum::Router::route_service`] takes it: its errors are [`Infallible`], and its responses implement
/// [`IntoResponse`]. All such services implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a service that axum can route to",
    label = "not a `Service<axum::extract::Request, Error = Infallible>` that is `Clone + Send + Sync`",
    note = "for a service that can fail, write `axum::error_handling::HandleError::new(service, handle_error)`",
    note = "for a handler, write `POLICY.any(handler)`, or `POLICY.get(handler)` for one method"
)]
pub trait RoutableService:
    Service<Request, Error = Infallible, Response: IntoResponse, Future: Send + 'static> + Clone + Send + Sync + 'static
{
}

#[diagnostic::do_not_recommend]
impl<T> RoutableService for T where
    T: Service<Request, Error = Infallible, Response: IntoResponse, Future: Send + 'static>
        + Clone
        + Send
        + Sync
        + 'static
{
}
