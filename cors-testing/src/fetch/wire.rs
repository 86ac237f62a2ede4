//! The requests that the server receives (Fetch, §4.6, "HTTP-network-or-cache fetch").

use super::params::{FetchParams, Tainting};
use crate::http_url;
use crate::request::{Credentials, Mode, Payload};
use crate::site::site;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, COOKIE, HOST, HeaderName, ORIGIN, REFERER};
use http::{HeaderMap, HeaderValue, Method, Request};
use http_body_util::Full;

const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The request to the current URL.
pub(super) fn request(params: &FetchParams<'_>) -> Request<Full<Bytes>> {
    let body = params.body.as_ref();
    let mut request = message(params, &params.method, params.headers.clone(), body);
    set(&mut request, CONTENT_LENGTH, content_length(&params.method, body).as_deref());
    set(&mut request, COOKIE, cookies(params).as_deref());
    request
}

/// Its preflight, which has no body and no credentials.
pub(super) fn preflight(params: &FetchParams<'_>, headers: HeaderMap) -> Request<Full<Bytes>> {
    message(params, &Method::OPTIONS, headers, None)
}

fn message(
    params: &FetchParams<'_>,
    method: &Method,
    headers: HeaderMap,
    body: Option<&Payload>,
) -> Request<Full<Bytes>> {
    let url = params.url();
    let mut request = Request::new(body.map_or_else(Full::default, |body| Full::new(body.bytes.clone())));
    *request.method_mut() = method.clone();
    *request.uri_mut() = http_url::target(url).parse().unwrap_or_default();
    *request.headers_mut() = headers;
    set(&mut request, HOST, Some(http_url::authority(url)));
    set(&mut request, REFERER, referer(params).as_deref());
    set(&mut request, ORIGIN, origin_header(params, method));
    if http_url::is_trustworthy(url) {
        set(&mut request, SEC_FETCH_DEST, Some("empty"));
        set(&mut request, SEC_FETCH_MODE, Some(mode(params.mode)));
        set(&mut request, SEC_FETCH_SITE, Some(fetch_site(params)));
    }
    request
}

fn set<B>(request: &mut Request<B>, name: HeaderName, value: Option<&str>) {
    if let Some(Ok(value)) = value.map(HeaderValue::from_str) {
        request.headers_mut().insert(name, value);
    }
}

fn content_length(method: &Method, body: Option<&Payload>) -> Option<String> {
    match body {
        Some(body) if body.is_stream => None,
        Some(body) => Some(body.bytes.len().to_string()),
        None => matches!(*method, Method::POST | Method::PUT).then(|| "0".to_owned()),
    }
}

/// The referrer policy `strict-origin-when-cross-origin`, for a page whose path is `/`.
fn referer(params: &FetchParams<'_>) -> Option<String> {
    (params.client.is_http() && !is_downgrade(params)).then(|| format!("{}/", params.client.origin))
}

/// §3.2, "append a request `Origin` header".
fn origin_header<'a>(params: &'a FetchParams<'_>, method: &Method) -> Option<&'a str> {
    if params.tainting != Tainting::Cors && matches!(*method, Method::GET | Method::HEAD) {
        return None;
    }
    Some(if params.mode != Mode::Cors && is_downgrade(params) { "null" } else { params.origin() })
}

/// From https to http.
fn is_downgrade(params: &FetchParams<'_>) -> bool {
    params.client.is_secure() && !http_url::is_https(params.url())
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Cors => "cors",
        Mode::NoCors => "no-cors",
        Mode::SameOrigin => "same-origin",
    }
}

/// `Sec-Fetch-Site`, over all URLs that redirects led to (Fetch Metadata, §2.3).
fn fetch_site(params: &FetchParams<'_>) -> &'static str {
    let cross_origin = || params.urls.iter().filter(|url| !params.client.is_at(url));
    if cross_origin().next().is_none() {
        "same-origin"
    } else if cross_origin().all(|url| site(&http_url::origin(url)) == params.client.site) {
        "same-site"
    } else {
        "cross-site"
    }
}

fn cookies(params: &FetchParams<'_>) -> Option<String> {
    let includes_cookies = match params.credentials {
        Credentials::Omit => false,
        Credentials::SameOrigin => params.tainting == Tainting::Basic,
        Credentials::Include => true,
    };
    let host = params.url().host_str().filter(|_| includes_cookies)?;
    params.state.lock().cookies.get(host).cloned()
}
