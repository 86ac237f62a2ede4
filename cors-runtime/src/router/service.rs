//! Services under a policy, such as files or a proxied server.

use super::CorsRouter;
use super::defined_at::DefinedAt;
use super::entry::{Entry, Recipe};
use super::fallback::Fallback;
use super::methods::filter;
use super::state::State;
use crate::methods::MethodSet;
use crate::policy::{CompiledPolicies, Policy, RequestHeaders, declared_policy};
use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, on_service};
use handler_cors_policy::check_methods;
use http::Method;
use std::convert::Infallible;
use std::sync::Arc;
use tower_service::Service;

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Routes a path to a service under a named policy: files, a proxied server.
    ///
    /// It serves these methods, and HEAD with GET. OPTIONS is registered along with it.
    /// The policy's CORS headers replace those that the service sets; its `Vary` is added to.
    ///
    /// # Panics
    ///
    /// If there are no methods, or one that a handler could not declare either (`OPTIONS`, which is registered by itself,
    /// `CONNECT`, `TRACE`), and as [`route`](Self::route).
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{http::Method, response::Redirect};
    /// use handler_cors::{CorsRouter, Policy, cors};
    /// use tower::service_fn;
    ///
    /// #[cors(origins = ["https://app.example.com"], methods = [GET])]
    /// async fn list() {}
    ///
    /// /// Every origin can use the fonts.
    /// #[cors(origins = ["*"], max_age = 86400)]
    /// static ASSETS: Policy;
    ///
    /// // In place of `tower_http::services::ServeFile`, or of a client that passes the request on.
    /// let font = service_fn(async |_request| Ok(Redirect::to("https://cdn.example.com/font.woff2")));
    /// let app: CorsRouter =
    ///     CorsRouter::new().route("/widgets", list).route_service("/font.woff2", &ASSETS, [Method::GET], font);
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn route_service<T>(
        mut self,
        path: &str,
        policy: &'static Policy,
        methods: impl IntoIterator<Item = Method>,
        service: T,
    ) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        // axum panics about an invalid path here, at the caller's line, not when the router is built.
        let _ = axum::Router::<()>::new().route(path, MethodRouter::new());
        let entry = routed(path, policy, &mut self.compiled, methods_of(methods), service);
        self.entries.add_entry(path, entry);
        self
    }

    /// Serves requests whose path matches no route with a service under a named policy, as
    /// [`route_service`](Self::route_service) does for one path. The response to other methods is 405.
    ///
    /// In a router that is [nested](Self::nest) below a prefix, it serves what is below the prefix.
    ///
    /// # Panics
    ///
    /// As [`route_service`](Self::route_service). [`merge`](Self::merge) panics if both routers have a fallback.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::http::{Method, StatusCode};
    /// use handler_cors::{CorsRouter, Policy, cors};
    /// use tower::service_fn;
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// static ASSETS: Policy;
    ///
    /// // In place of `tower_http::services::ServeDir`.
    /// let files = service_fn(async |_request| Ok(StatusCode::NOT_FOUND));
    /// let assets = CorsRouter::new().fallback_service(&ASSETS, [Method::GET], files);
    /// let app: CorsRouter = CorsRouter::new().nest("/assets", assets);
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn fallback_service<T>(
        mut self,
        policy: &'static Policy,
        methods: impl IntoIterator<Item = Method>,
        service: T,
    ) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.plain = self.plain.reset_fallback();
        self.fallbacks.set(Some(Fallback::new(policy, &mut self.compiled, methods_of(methods), service)));
        self
    }
}

/// Which methods a service serves.
///
/// # Panics
///
/// If the list breaks a rule that `methods` has in the attribute.
#[track_caller]
fn methods_of(methods: impl IntoIterator<Item = Method>) -> MethodSet {
    let methods: Vec<Method> = methods.into_iter().collect();
    let (mut names, mut all) = (Vec::new(), MethodSet::EMPTY);
    for method in &methods {
        names.push(method.as_str());
        all = all.with(MethodSet::of(method));
    }
    if let Some(fault) = check_methods(&names).first() {
        panic!("{}", fault.problem);
    }
    all
}

/// A service on a path.
#[track_caller]
fn routed<T, S>(
    path: &str,
    policy: &'static Policy,
    compiled: &mut CompiledPolicies,
    methods: MethodSet,
    service: T,
) -> Entry<S>
where
    T: Service<Request, Error = Infallible, Response: IntoResponse, Future: Send + 'static>
        + Clone
        + Send
        + Sync
        + 'static,
    S: State,
{
    let path = path.to_owned();
    let recipe: Recipe<S> = Arc::new(move |guard, _| {
        let routes = match (filter(methods), guard) {
            (None, _) => MethodRouter::new(),
            (Some(filter), None) => on_service(filter, service.clone()),
            (Some(filter), Some(guard)) => on_service(filter, guard.around(service.clone())),
        };
        Router::new().route(&path, routes)
    });
    Entry::new(DefinedAt::caller::<T>(), methods, declared_policy(policy), compiled, RequestHeaders::NONE, recipe)
}
