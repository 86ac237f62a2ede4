//! CORS as one who knows both axum and the Fetch standard would write it for one route, and no more.

use crate::apps::{ORIGINS, Widgets};
use axum::extract::{FromRequestParts, Path, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, request::Parts};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use std::convert::Infallible;

pub(crate) fn route() -> MethodRouter<Widgets> {
    get(show).options(preflight)
}

/// The request's Origin, if it is one of ours.
struct Allowed(Option<HeaderValue>);

impl<S: Sync> FromRequestParts<S> for Allowed {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Allowed, Infallible> {
        let origin = parts.headers.get(ORIGIN);
        Ok(Allowed(origin.filter(|origin| ORIGINS.iter().any(|ours| ours == origin)).cloned()))
    }
}

async fn show(Allowed(origin): Allowed, State(widgets): State<Widgets>, Path(id): Path<u32>) -> Response {
    let mut response = widgets.show(id).into_response();
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
