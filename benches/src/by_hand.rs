//! CORS for one route, as written by someone who knows axum and the Fetch standard.

use crate::entries::Entries;
use crate::origins;
use crate::widgets::{ORIGINS, Widgets};
use axum::Router;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, request::Parts};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::Arc;

pub(crate) fn route() -> MethodRouter<Widgets> {
    get(show).options(preflight)
}

pub(crate) fn listed(entries: Entries, length: usize) -> Router {
    let list = match entries {
        Entries::Exact => List::Origins((0..length).map(origins::exact).collect()),
        Entries::Patterns => {
            List::Parents((0..length).map(|at| origins::pattern(at).replace("https://*.", "")).collect())
        }
    };
    Router::new().route("/", get(show_listed).options(preflight)).with_state(Arc::new(list))
}

/// Which origins the state of an app allows.
trait Allows {
    fn allows(&self, origin: &HeaderValue) -> bool;
}

impl Allows for Widgets {
    fn allows(&self, origin: &HeaderValue) -> bool {
        ORIGINS.iter().any(|ours| ours == origin)
    }
}

/// A long list.
enum List {
    Origins(HashSet<String>),
    /// The domains whose subdomains are allowed.
    Parents(HashSet<String>),
}

impl Allows for Arc<List> {
    fn allows(&self, origin: &HeaderValue) -> bool {
        let Ok(origin) = origin.to_str() else { return false };
        match &**self {
            List::Origins(origins) => origins.contains(origin),
            List::Parents(parents) => origin
                .strip_prefix("https://")
                .is_some_and(|host| host.match_indices('.').any(|(dot, _)| parents.contains(&host[dot + 1..]))),
        }
    }
}

/// The Origin of the request, if it is allowed.
struct Allowed(Option<HeaderValue>);

impl<S: Allows + Sync> FromRequestParts<S> for Allowed {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed, Infallible> {
        let origin = parts.headers.get(ORIGIN);
        Ok(Allowed(origin.filter(|origin| state.allows(origin)).cloned()))
    }
}

async fn show(Allowed(origin): Allowed, State(widgets): State<Widgets>, Path(id): Path<u32>) -> Response {
    response(widgets.show(id), origin)
}

async fn show_listed(Allowed(origin): Allowed) -> Response {
    response("listed", origin)
}

fn response(text: &'static str, origin: Option<HeaderValue>) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        allow(headers, origin);
    }
    response
}

async fn preflight(Allowed(origin): Allowed) -> Response {
    let status = if origin.is_some() { StatusCode::NO_CONTENT } else { StatusCode::FORBIDDEN };
    let mut response = status.into_response();
    let headers = response.headers_mut();
    let vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    headers.insert(VARY, HeaderValue::from_static(vary));
    if let Some(origin) = origin {
        allow(headers, origin);
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET"));
    }
    response
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
}
