//! What policies and routers take, as traits whose messages say what to write instead.

use crate::policy::Policy;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::IntoResponse;
use http::Method;
use std::convert::Infallible;
use tower_layer::Layer;
use tower_service::Service;

/// An axum handler: what [`Policy::get`] and its siblings take. Everything that implements [`axum::handler::Handler`] implements
/// it.
///
/// [`Policy::get`]: crate::Policy::get
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot serve requests under a policy",
    label = "not an axum handler",
    note = "a `#[cors]` handler has its own policy: write `.route(path, handler)`",
    note = "a handler is passed by its name, without a call: write `POLICY.get(handler)`",
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
    note = "for a handler, write `POLICY.any(handler)`, or `POLICY.get(handler)` for one method",
    note = "what is under a policy already goes to `.route(path, POLICY.get(handler))`, `.nest_service(path, POLICY.service(service))` or `.fallback(POLICY.service(service))`"
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

/// An axum application: what [`Policy::router`] takes. [`axum::Router`] implements it.
///
/// [`Policy::router`]: crate::Policy::router
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an axum application",
    label = "not an `axum::Router`",
    note = "for handlers, write `CorsRouter::new().route(path, POLICY.get(handler))`",
    note = "for `get(handler)`, write `POLICY.router(axum::Router::new().route(path, get(handler)))`",
    note = "a `CorsRouter` has policies of its own: write `cors_router` by itself, or `POLICY.router(application).merge(cors_router)` beside an application"
)]
pub trait AxumApplication {
    /// The state that the application needs.
    type State: Clone + Send + Sync + 'static;

    #[doc(hidden)]
    fn router(self) -> Router<Self::State>;
}

#[diagnostic::do_not_recommend]
impl<S: Clone + Send + Sync + 'static> AxumApplication for Router<S> {
    type State = S;

    fn router(self) -> Router<S> {
        self
    }
}

/// Methods: what [`Policy::methods`] takes. Arrays, vectors and iterators of [`http::Method`] implement it.
///
/// [`Policy::methods`]: crate::Policy::methods
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of methods",
    label = "not a list of `axum::http::Method`",
    note = "write `[Method::GET, Method::POST]`, with `use axum::http::Method;`"
)]
pub trait MethodList: IntoIterator<Item = Method> {}

#[diagnostic::do_not_recommend]
impl<I: IntoIterator<Item = Method>> MethodList for I {}

/// Texts of origins: what [`CorsRouter::bind_origins`] and [`CorsRouter::server_origins`] take. Arrays, vectors and iterators of
/// `String` or `&str` implement it.
///
/// [`CorsRouter::bind_origins`]: crate::CorsRouter::bind_origins
/// [`CorsRouter::server_origins`]: crate::CorsRouter::server_origins
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of origins",
    label = "not a list of `String` or `&str`",
    note = "for one origin, write `[origin]`; for several in one text, `origins.split(',')`",
    note = "for an `Option`, write `if let Some(origins) = origins {{ app = app.bind_origins(&PAGES, origins); }}`",
    note = "for `HeaderValue`s, write `origins.iter().filter_map(|origin| origin.to_str().ok())`",
    note = "for a function that decides on each origin, write `.bind_predicate(&PAGES, predicate)`"
)]
pub trait OriginList {
    #[doc(hidden)]
    fn texts(self) -> Vec<String>;
}

#[diagnostic::do_not_recommend]
impl<I: IntoIterator<Item: AsRef<str>>> OriginList for I {
    fn texts(self) -> Vec<String> {
        self.into_iter().map(|origin| origin.as_ref().to_owned()).collect()
    }
}

/// Never implemented: it says that a policy is not a layer.
#[diagnostic::on_unimplemented(
    message = "a `Policy` is not a layer",
    label = "CORS is around a router, not a layer of it",
    note = "for a whole axum application, write `POLICY.router(application)` in place of `application.layer(&POLICY)`",
    note = "for handlers, write `CorsRouter::new().route(path, POLICY.get(handler))`"
)]
pub trait LayeredByPolicy {}

#[doc(hidden)]
impl<S: LayeredByPolicy> Layer<S> for Policy {
    type Service = S;

    fn layer(&self, inner: S) -> S {
        inner
    }
}

impl Policy {
    /// The policy, for which [`LayeredByPolicy`] says what to write instead.
    #[doc(hidden)]
    #[must_use]
    pub fn layer(&self) -> &Policy {
        self
    }
}
