//! Axum handlers under a policy.

use super::bounds::AxumHandler;
use super::recipe::RouteLayer;
use super::registration::Registration;
use super::state::State;
use crate::decide::Serves;
use crate::methods::MethodSet;
use crate::policy::Policy;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::Route;
use http::Method;
use std::convert::Infallible;
use std::fmt;
use tower_layer::Layer;
use tower_service::Service;

/// Axum handlers under a policy, by method: what [`Policy::get`] and its siblings make, for [`CorsRouter::route`].
///
/// It chains like [`axum::routing::MethodRouter`]. All axum handlers can be under a policy: functions, closures, generic functions,
/// associated functions, handlers inside a [`layer`](axum::handler::Handler::layer).
///
/// ```
/// use axum::extract::State;
/// use handler_cors::{CorsRouter, Policy, cors};
///
/// #[cors(origins = ["https://app.example.com"], credentials)]
/// static WEB: Policy;
///
/// #[derive(Clone)]
/// struct Greeting(&'static str);
///
/// async fn greet(State(greeting): State<Greeting>) -> &'static str {
///     greeting.0
/// }
///
/// let app: CorsRouter = CorsRouter::new()
///     .route("/greeting", WEB.get(greet).post(|body: String| async move { body.len().to_string() }))
///     .with_state(Greeting("hello"));
/// # let _ = app.into_make_service();
/// ```
///
/// The extractors of an axum handler are not known to the policy. It allows the request header `content-type`; list others that the
/// handlers read in `headers`.
///
/// [`CorsRouter::route`]: crate::CorsRouter::route
#[must_use = "handlers are registered with `CorsRouter::route`"]
pub struct CorsMethodRouter<S = ()> {
    policy: &'static Policy,
    pub(super) handlers: Vec<Registration<S>>,
}

impl<S> Clone for CorsMethodRouter<S> {
    fn clone(&self) -> Self {
        CorsMethodRouter { policy: self.policy, handlers: self.handlers.clone() }
    }
}

impl<S> fmt::Debug for CorsMethodRouter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CorsMethodRouter").field(&self.handlers).finish()
    }
}

/// Methods for [`Policy::on`]: an [`http::Method`], or an array, a slice or a `Vec` of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a method nor a list of methods",
    label = "not an `axum::http::Method`",
    note = "write `Method::GET`, or `[Method::GET, Method::POST]` for several, with `use axum::http::Method;`"
)]
pub trait Methods {
    #[doc(hidden)]
    fn methods(self) -> Vec<Method>;
}

#[diagnostic::do_not_recommend]
impl Methods for Method {
    fn methods(self) -> Vec<Method> {
        vec![self]
    }
}

#[diagnostic::do_not_recommend]
impl<const N: usize> Methods for [Method; N] {
    fn methods(self) -> Vec<Method> {
        self.to_vec()
    }
}

#[diagnostic::do_not_recommend]
impl Methods for &[Method] {
    fn methods(self) -> Vec<Method> {
        self.to_vec()
    }
}

#[diagnostic::do_not_recommend]
impl Methods for Vec<Method> {
    fn methods(self) -> Vec<Method> {
        self
    }
}

macro_rules! methods {
    ($($name:ident $method:ident $set:expr;)*) => {
        /// Handlers under the policy. They chain: `WEB.get(list).post(create)`.
        impl Policy {
            $(
                #[doc = concat!("Serves `", stringify!($method), "` requests with an axum handler under this policy, as")]
                #[doc = concat!("[`axum::routing::", stringify!($name), "`] does without one.")]
                ///
                /// ```
                /// use handler_cors::{CorsRouter, Policy, cors};
                ///
                /// #[cors(origins = ["https://app.example.com"])]
                /// static WEB: Policy;
                ///
                #[doc = concat!("let handlers = WEB.", stringify!($name), "(async || \"", stringify!($method), "\");")]
                /// let app: CorsRouter = CorsRouter::new().route("/widgets", handlers);
                /// # let _ = app.into_make_service();
                /// ```
                #[track_caller]
                pub fn $name<H, T, S>(&'static self, handler: H) -> CorsMethodRouter<S>
                where
                    H: AxumHandler<T, S>,
                    T: 'static,
                    S: Clone + Send + Sync + 'static,
                {
                    CorsMethodRouter::new(self).$name(handler)
                }
            )*
        }

        impl<S> CorsMethodRouter<S>
        where
            S: Clone + Send + Sync + 'static,
        {
            $(
                #[doc = concat!("Serves `", stringify!($method), "` requests too. See [`Policy::", stringify!($name), "`].")]
                ///
                /// If a handler serves the method already, [`CorsRouter::route`](crate::CorsRouter::route) panics.
                #[track_caller]
                pub fn $name<H, T>(self, handler: H) -> Self
                where
                    H: AxumHandler<T, S>,
                    T: 'static,
                {
                    self.with(Serves::Methods($set), handler)
                }
            )*
        }
    };
}

methods! {
    get GET MethodSet::GET;
    head HEAD MethodSet::HEAD;
    post POST MethodSet::of(&Method::POST);
    put PUT MethodSet::of(&Method::PUT);
    patch PATCH MethodSet::of(&Method::PATCH);
    delete DELETE MethodSet::of(&Method::DELETE);
}

impl Policy {
    /// Serves one method or several with an axum handler under this policy, as [`axum::routing::on`] does without one.
    ///
    /// `OPTIONS` means OPTIONS requests that are not preflights.
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, Policy, cors};
    /// use axum::http::Method;
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// static WEB: Policy;
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/widgets", WEB.on([Method::PUT, Method::PATCH], async || "changed"));
    /// # let _ = app.into_make_service();
    /// ```
    ///
    /// # Panics
    ///
    /// If there is no method, or another one than GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS: for extension methods such as
    /// `PROPFIND`, use [`any`](Self::any) or [`service`](Self::service).
    #[track_caller]
    pub fn on<H, T, S>(&'static self, methods: impl Methods, handler: H) -> CorsMethodRouter<S>
    where
        H: AxumHandler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        CorsMethodRouter::new(self).on(methods, handler)
    }

    /// Serves all methods with an axum handler under this policy, as [`axum::routing::any`] does without one.
    ///
    /// On a path with other handlers, it serves the methods that none of them serves. It is also what
    /// [`CorsRouter::fallback`](crate::CorsRouter::fallback) takes.
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, Policy, cors};
    /// use axum::http::StatusCode;
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// static WEB: Policy;
    ///
    /// let app: CorsRouter = CorsRouter::new().fallback(WEB.any(async || StatusCode::NOT_FOUND));
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn any<H, T, S>(&'static self, handler: H) -> CorsMethodRouter<S>
    where
        H: AxumHandler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        CorsMethodRouter::new(self).with(Serves::ANY, handler)
    }
}

impl<S> CorsMethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    pub(super) fn new(policy: &'static Policy) -> Self {
        CorsMethodRouter { policy, handlers: Vec::new() }
    }

    #[track_caller]
    pub(super) fn with<H, T>(mut self, serves: Serves, handler: H) -> Self
    where
        H: AxumHandler<T, S>,
        T: 'static,
    {
        self.handlers.push(Registration::of_handler(self.policy, serves, handler));
        self
    }

    /// Serves these methods too. See [`Policy::on`].
    ///
    /// # Panics
    ///
    /// As [`Policy::on`].
    #[track_caller]
    pub fn on<H, T>(self, methods: impl Methods, handler: H) -> Self
    where
        H: AxumHandler<T, S>,
        T: 'static,
    {
        let set = declared(&methods.methods());
        self.with(Serves::Methods(set), handler)
    }

    /// Serves all methods that no other handler of the path serves. See [`Policy::any`].
    #[track_caller]
    pub fn any<H, T>(self, handler: H) -> Self
    where
        H: AxumHandler<T, S>,
        T: 'static,
    {
        self.with(Serves::ANY, handler)
    }

    /// Applies a layer to the handlers so far, inside CORS, as [`axum::routing::MethodRouter::layer`].
    ///
    /// ```
    /// # use handler_cors::{CorsRouter, Policy, cors};
    /// use axum::{extract::Request, http::StatusCode, middleware::{Next, from_fn}, response::Response};
    ///
    /// async fn require_login(request: Request, next: Next) -> Result<Response, StatusCode> {
    ///     // The page can read the 401.
    ///     if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
    /// }
    ///
    /// #[cors(origins = ["https://app.example.com"], credentials)]
    /// static WEB: Policy;
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/account", WEB.get(async || "yours").layer(from_fn(require_login)));
    /// # let _ = app.into_make_service();
    /// ```
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.handlers = layered(self.handlers, layer);
        self
    }

    /// Applies a layer to the handlers so far, as [`layer`](Self::layer) does: there is no fallback here that it could leave out.
    pub fn route_layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.layer(layer)
    }

    /// Adds the handlers of another one, which can be under another policy. If both serve a method,
    /// [`CorsRouter::route`](crate::CorsRouter::route) panics.
    ///
    /// ```
    /// use handler_cors::{CorsRouter, Policy, cors};
    ///
    /// #[cors(origins = ["*"])]
    /// static PUBLIC: Policy;
    ///
    /// #[cors(origins = ["https://admin.example.com"], credentials)]
    /// static ADMIN: Policy;
    ///
    /// let handlers = PUBLIC.get(async || "widgets").merge(ADMIN.post(async || "created"));
    /// let app: CorsRouter = CorsRouter::new().route("/widgets", handlers);
    /// # let _ = app.into_make_service();
    /// ```
    pub fn merge(mut self, other: CorsMethodRouter<S>) -> Self {
        self.handlers.extend(other.handlers);
        self
    }
}

fn layered<S: State, L: RouteLayer>(handlers: Vec<Registration<S>>, layer: L) -> Vec<Registration<S>> {
    let mut all = Vec::with_capacity(handlers.len());
    for handler in handlers {
        all.push(handler.layered(layer.clone()));
    }
    all
}

/// The methods of a handler.
///
/// # Panics
///
/// If there is none, or one that axum routes to no handler.
#[track_caller]
fn declared(methods: &[Method]) -> MethodSet {
    let mut all = MethodSet::EMPTY;
    for method in methods {
        let set = MethodSet::of(method);
        assert!(
            !set.is_empty(),
            "`on` takes GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS, not `{method}`\n\nhelp: write `POLICY.any(handler)`, which \
             serves every method"
        );
        all = all.with(set);
    }
    assert!(
        !all.is_empty(),
        "`on` is called without methods\n\nhelp: write those that the handler serves, as in `POLICY.on([Method::GET], handler)`"
    );
    all
}
