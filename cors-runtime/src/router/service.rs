//! Services under a policy, such as files or a proxied server.

use super::bounds::{AxumHandler, MethodList, RoutableService};
use super::defined_at::DefinedAt;
use super::method_router::CorsMethodRouter;
use super::registration::Registration;
use super::state::State;
use crate::decide::{CrossOriginMethods, Serves};
use crate::policy::Policy;
use axum::response::Response;
use handler_cors_policy::{HandlerProblem, Problem, check_methods};
use http::Method;
use std::convert::Infallible;
use std::fmt;
use std::future::{Ready, ready};
use std::task::{Context, Poll};
use tower_service::Service;

/// A service under a policy: what [`Policy::service`] makes, for [`CorsRouter::route`], [`CorsRouter::nest_service`] and
/// [`CorsRouter::fallback`].
///
/// [`CorsRouter::route`]: crate::CorsRouter::route
/// [`CorsRouter::nest_service`]: crate::CorsRouter::nest_service
/// [`CorsRouter::fallback`]: crate::CorsRouter::fallback
#[must_use = "a service is registered with `CorsRouter::route`, `nest_service` or `fallback`"]
#[derive(Clone)]
pub struct CorsService<T> {
    pub(super) policy: &'static Policy,
    pub(super) serves: Serves,
    pub(super) defined_at: DefinedAt,
    pub(super) service: T,
}

impl<T> fmt::Debug for CorsService<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CorsService").field(&self.defined_at).finish()
    }
}

/// A service under a policy: what [`CorsRouter::nest_service`](crate::CorsRouter::nest_service) takes. [`CorsService`] implements
/// it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be nested with `CorsRouter::nest_service`",
    label = "not a service under a policy",
    note = "write `.nest_service(path, POLICY.service(service))`, with `#[handler_cors::cors(origins = [\"https://app.example.com\"])] static POLICY: handler_cors::Policy;`",
    note = "for a handler, write `.route(path, POLICY.get(handler))`; for a router, `.nest(path, router)`",
    note = "without CORS, write `.merge(axum::Router::new().nest_service(path, service))`"
)]
pub trait ServiceUnderPolicy {
    /// The type of the service.
    #[doc(hidden)]
    type Service: RoutableService;

    /// The service with its policy.
    #[doc(hidden)]
    fn service(self) -> CorsService<Self::Service>;
}

#[diagnostic::do_not_recommend]
impl<T: RoutableService> ServiceUnderPolicy for CorsService<T> {
    type Service = T;

    fn service(self) -> CorsService<T> {
        self
    }
}

/// Never implemented: it says that axum's router cannot put anything under a policy.
#[diagnostic::on_unimplemented(
    message = "what is under a policy cannot be registered with an `axum::Router`",
    label = "under a policy",
    note = "write `handler_cors::CorsRouter` in place of `axum::Router`; it has the same methods"
)]
pub trait UnderNoPolicy {}

#[doc(hidden)]
impl<T, B> Service<http::Request<B>> for CorsService<T>
where
    T: RoutableService,
    B: UnderNoPolicy,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _request: http::Request<B>) -> Self::Future {
        ready(Ok(Response::default()))
    }
}

/// A policy for some methods: what [`Policy::methods`] makes.
#[must_use = "it does nothing until `service`, `router` or `any` is called on it"]
#[derive(Clone, Debug)]
pub struct PolicyForMethods {
    pub(super) policy: &'static Policy,
    pub(super) serves: Serves,
}

impl Policy {
    /// Puts a service under this policy: files, a proxied server. It is for [`CorsRouter::route`], [`CorsRouter::nest_service`] and
    /// [`CorsRouter::fallback`].
    ///
    /// The service serves every method, its own OPTIONS included; preflights never reach it. The policy's CORS headers replace
    /// those that the service sets; its `Vary` is added to.
    ///
    /// [`CorsRouter::route`]: crate::CorsRouter::route
    /// [`CorsRouter::nest_service`]: crate::CorsRouter::nest_service
    /// [`CorsRouter::fallback`]: crate::CorsRouter::fallback
    ///
    /// ```
    /// use axum::response::Redirect;
    /// use handler_cors::{CorsRouter, Policy, cors};
    /// use tower::service_fn;
    ///
    /// /// Every origin can use the fonts.
    /// #[cors(origins = ["*"], max_age = 86400)]
    /// static ASSETS: Policy;
    ///
    /// // In place of `tower_http::services::ServeDir`, or of a client that passes the request on.
    /// let fonts = service_fn(async |_request| Ok(Redirect::to("https://cdn.example.com/font.woff2")));
    /// let app: CorsRouter = CorsRouter::new().nest_service("/fonts", ASSETS.service(fonts));
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn service<T: RoutableService>(&'static self, service: T) -> CorsService<T> {
        CorsService { policy: self, serves: Serves::ANY, defined_at: DefinedAt::caller::<T>(), service }
    }

    /// Narrows the methods that cross-origin requests can use, for the [`service`](PolicyForMethods::service),
    /// [`router`](PolicyForMethods::router) or [`any`](PolicyForMethods::any) handler that follows.
    ///
    /// The response to a preflight for another method does not allow it. A cross-origin request with another method is rejected if the method is enforced, and
    /// else served without CORS headers. Same-origin requests, and programs that are not browsers, keep all methods.
    ///
    /// Extension methods such as `PROPFIND` can be among them. `GET` includes `HEAD`.
    ///
    /// ```
    /// use axum::http::{Method, StatusCode};
    /// use handler_cors::{CorsRouter, Policy, cors};
    /// use tower::service_fn;
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// static FILES: Policy;
    ///
    /// let files = service_fn(async |_request| Ok(StatusCode::NOT_FOUND));
    /// let app: CorsRouter = CorsRouter::new().nest_service("/files", FILES.methods([Method::GET]).service(files));
    /// # let _ = app.into_make_service();
    /// ```
    ///
    /// # Panics
    ///
    /// If there are no methods, duplicates, methods that pages cannot send (`CONNECT`, `TRACE`, `TRACK`: Fetch, "forbidden method"), or
    /// methods such as `get` that must be in upper case.
    #[track_caller]
    pub fn methods(&'static self, methods: impl MethodList) -> PolicyForMethods {
        let methods: Vec<Method> = methods.into_iter().collect();
        assert_sendable(&methods);
        PolicyForMethods { policy: self, serves: Serves::Any(CrossOriginMethods::Only(methods.into())) }
    }
}

/// The rules of the attribute's `methods`, but with extension methods.
// `#[inline]`: the wordings of all problems are compiled in the programs that call it, not for all.
#[inline]
#[track_caller]
fn assert_sendable(methods: &[Method]) {
    let names: Vec<_> = methods.iter().map(Method::as_str).collect();
    assert!(!names.contains(&"*"), "`*` is not a method\n\nhelp: for all methods, leave out `.methods(...)`");
    for fault in check_methods(&names) {
        match fault.problem {
            Problem::Handler(HandlerProblem::UnknownMethod { .. }) => {}
            Problem::Handler(HandlerProblem::NoMethods) => panic!(
                "`methods` is called without methods\n\nhelp: write those that pages may use, as in `POLICY.methods([Method::GET])`; \
                 for all of them, leave out `.methods(...)`"
            ),
            problem => panic!("{problem}"),
        }
    }
}

impl PolicyForMethods {
    /// Puts a service under the policy, whose cross-origin requests can use [these methods](Policy::methods) only. See
    /// [`Policy::service`].
    #[track_caller]
    pub fn service<T: RoutableService>(self, service: T) -> CorsService<T> {
        CorsService { policy: self.policy, serves: self.serves, defined_at: DefinedAt::caller::<T>(), service }
    }

    /// Serves all methods with an axum handler under the policy; cross-origin requests can use [these methods](Policy::methods) only.
    /// See [`Policy::any`].
    ///
    /// ```
    /// use axum::http::Method;
    /// use handler_cors::{CorsRouter, Policy, cors};
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// static WEB: Policy;
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/echo", WEB.methods([Method::GET]).any(async |body: String| body));
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn any<H, T, S>(self, handler: H) -> CorsMethodRouter<S>
    where
        H: AxumHandler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        CorsMethodRouter::new(self.policy).with(self.serves, handler)
    }
}

impl<T: RoutableService> CorsService<T> {
    pub(super) fn registration<S: State>(&self) -> Registration<S> {
        Registration::of_service(self.policy, self.serves.clone(), self.defined_at, self.service.clone())
    }
}
