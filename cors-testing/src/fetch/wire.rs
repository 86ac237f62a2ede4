//! The requests that the server receives (Fetch, §4.6, "HTTP-network-or-cache fetch").

use super::params::{FetchParams, Tainting};
use crate::body::Body;
use crate::message::{Metadata, message, set, set_metadata};
use crate::request::Mode;
use http::header::{CONTENT_LENGTH, COOKIE, ORIGIN, REFERER};
use http::{HeaderMap, Method, Request};

/// The request to the current URL.
pub(super) fn request(params: &FetchParams<'_>) -> Request<Body> {
    let body = params.body.as_ref().map(|payload| payload.body.clone());
    let length = content_length(&params.method, body.as_ref());
    let mut request = from_page(params, &params.method, params.headers.clone(), body.unwrap_or_default());
    set(&mut request, CONTENT_LENGTH, length.as_deref());
    set(&mut request, COOKIE, cookies(params).as_deref());
    request
}

/// Its preflight, which has no body and no credentials.
pub(super) fn preflight(params: &FetchParams<'_>, headers: HeaderMap) -> Request<Body> {
    from_page(params, &Method::OPTIONS, headers, Body::default())
}

fn from_page(params: &FetchParams<'_>, method: &Method, headers: HeaderMap, body: Body) -> Request<Body> {
    let (client, url) = (params.client, params.url());
    let mut request = message(method, url, headers, body);
    set(&mut request, REFERER, client.referer(url).as_deref());
    set(&mut request, ORIGIN, origin_header(params, method));
    let metadata = Metadata { dest: "empty", mode: mode(params.mode), site: client.fetch_site(&params.urls) };
    set_metadata(&mut request, url, metadata);
    request
}

fn content_length(method: &Method, body: Option<&Body>) -> Option<String> {
    match body {
        Some(body) => body.length().map(|length| length.to_string()),
        None => matches!(*method, Method::POST | Method::PUT).then(|| "0".to_owned()),
    }
}

/// §3.2, "append a request `Origin` header".
fn origin_header<'a>(params: &'a FetchParams<'_>, method: &Method) -> Option<&'a str> {
    if params.tainting != Tainting::Cors && matches!(*method, Method::GET | Method::HEAD) {
        return None;
    }
    let is_hidden = params.mode != Mode::Cors && params.client.is_downgrade(params.url());
    Some(if is_hidden { "null" } else { params.origin() })
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Cors => "cors",
        Mode::NoCors => "no-cors",
        Mode::SameOrigin => "same-origin",
    }
}

fn cookies(params: &FetchParams<'_>) -> Option<String> {
    let context = params.client.context(params.url());
    if params.sends_cookies() { params.state.lock().cookies(params.url(), context) } else { None }
}
