//! Which methods a whole application serves on a path. axum does not list them; a copy of the application without handlers responds
//! to a request as the application would, and runs nothing of the user's.

use super::empty::Empty;
use super::has_fallback::has_fallback;
use super::nested_path::{nested_path, stripped_path};
use super::respond::empty;
use super::state::State;
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use axum::routing::Route;
use http::header::ALLOW;
use http::{Method, StatusCode, Uri};
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::pin;
use std::str::FromStr;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use tower_layer::Layer;
use tower_service::Service;

/// An application without handlers.
pub(super) struct Asked {
    application: Router,
    /// What has to be stripped from the URI.
    prefix: String,
    about: About,
}

/// The part of the application that is asked.
enum About {
    All,
    /// The route with this path, prefix included: handlers of the router share it.
    Route(Arc<str>),
    /// The fallbacks: no route serves the request.
    Fallbacks,
}

impl Asked {
    /// For a guard of all of it.
    pub(super) fn all(application: Router, prefix: &str) -> Asked {
        Asked { application, prefix: prefix.to_owned(), about: About::All }
    }

    /// For a path of the router.
    pub(super) fn route(application: Router, prefix: &str, path: Arc<str>) -> Asked {
        Asked { about: About::Route(path), ..Asked::all(application, prefix) }
    }

    /// For a guard of what serves unmatched paths.
    pub(super) fn fallbacks(application: Router, prefix: &str) -> Asked {
        Asked { about: About::Fallbacks, ..Asked::all(application, prefix) }
    }

    /// Whether the application serves the method on the path of the URI.
    pub(super) fn serves(&self, method: &Method, uri: &Uri) -> bool {
        let Some(response) = self.response(method, uri) else { return false };
        // axum leaves out `Allow` where the method is CONNECT.
        let is_served = !response.headers().contains_key(ALLOW) && *method != Method::CONNECT;
        match (response.extensions().get::<Matched>(), &self.about) {
            (Some(Matched::Route(_)), About::All) => is_served,
            (Some(Matched::Route(Some(matched))), About::Route(path)) => is_served && self.is_path(matched, path),
            (Some(Matched::Fallback), About::All | About::Fallbacks) => true,
            _ => false,
        }
    }

    /// The path of the route that serves the URI, as it is written.
    pub(super) fn matched_path(&self, method: &Method, uri: &Uri) -> Option<MatchedPath> {
        match self.response(method, uri)?.extensions().get::<Matched>()? {
            Matched::Route(path) => path.clone(),
            Matched::Fallback => None,
        }
    }

    /// Whether a route has this path.
    pub(super) fn has_path(&self) -> bool {
        let About::Route(path) = &self.about else { return false };
        // As a URI, a path matches itself.
        let response = Uri::from_str(path).ok().and_then(|uri| self.response(&Method::GET, &uri));
        response.is_some_and(|response| match response.extensions().get() {
            Some(Matched::Route(Some(matched))) => self.is_path(matched, path),
            _ => false,
        })
    }

    /// The methods that a route of this path serves, for `Allow`; none if it serves every one.
    pub(super) fn methods_of_path(&self) -> Vec<String> {
        let About::Route(path) = &self.about else { return Vec::new() };
        // No route serves a method without a name that anyone uses.
        let (Ok(uri), Ok(method)) = (Uri::from_str(path), Method::from_bytes(b"X-ALLOW")) else { return Vec::new() };
        let Some(response) = self.response(&method, &uri) else { return Vec::new() };
        match (response.extensions().get(), response.headers().get(ALLOW)) {
            (Some(Matched::Route(Some(matched))), Some(allow)) if self.is_path(matched, path) => {
                let names = allow.to_str().unwrap_or_default().split(',');
                names.map(|name| name.trim().to_owned()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn response(&self, method: &Method, uri: &Uri) -> Option<Response> {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method.clone();
        *request.uri_mut() = Uri::from_str(stripped_path(uri.path(), &self.prefix)).unwrap_or_default();
        let response = pin!(self.application.clone().call(request));
        // Nothing in it waits.
        match response.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(response)) => Some(response),
            Poll::Pending => None,
        }
    }

    fn is_path(&self, matched: &MatchedPath, path: &str) -> bool {
        match &*self.prefix {
            "" => matched.as_str() == path,
            prefix => nested_path(prefix, matched.as_str()) == path,
        }
    }
}

/// What serves a request.
#[derive(Clone)]
enum Matched {
    /// With its path, as it is written; `None` for `nest_service`.
    Route(Option<MatchedPath>),
    Fallback,
}

/// An application without its handlers. Where nothing serves a request, the response is not marked.
pub(super) fn without_handlers<S: State>(application: Router<S>) -> Router<S> {
    let has_fallback = has_fallback(&application);
    let marked = application.layer(Mark { is_route: false });
    let marked = if marked.has_routes() { marked.route_layer(Mark { is_route: true }) } else { marked };
    if has_fallback { marked } else { marked.fallback_service(Empty(StatusCode::NOT_FOUND)) }
}

/// A layer, and the service that it puts in the place of a handler.
#[derive(Clone, Copy)]
struct Mark {
    is_route: bool,
}

impl Layer<Route> for Mark {
    type Service = Mark;

    fn layer(&self, _replaced: Route) -> Mark {
        *self
    }
}

impl Service<Request> for Mark {
    type Response = Response;
    type Error = Infallible;
    type Future = Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let path = request.extensions().get::<MatchedPath>();
        let matched = if self.is_route { Matched::Route(path.cloned()) } else { Matched::Fallback };
        let mut response = empty(StatusCode::OK);
        response.extensions_mut().insert(matched);
        ready(Ok(response))
    }
}
