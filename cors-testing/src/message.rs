//! Requests as the server receives them.

use crate::body::Body;
use crate::http_url;
use http::header::{HOST, HeaderName};
use http::{HeaderMap, HeaderValue, Method, Request};
use url::Url;

const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What Fetch Metadata says of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Metadata {
    pub(crate) dest: &'static str,
    pub(crate) mode: &'static str,
    pub(crate) site: &'static str,
}

/// A request to a URL, with its Host header.
pub(crate) fn message(method: &Method, url: &Url, headers: HeaderMap, body: Body) -> Request<Body> {
    let mut request = Request::new(body);
    *request.method_mut() = method.clone();
    *request.uri_mut() = http_url::target(url).parse().unwrap_or_default();
    *request.headers_mut() = headers;
    set(&mut request, HOST, Some(http_url::authority(url)));
    request
}

pub(crate) fn set<B>(request: &mut Request<B>, name: HeaderName, value: Option<&str>) {
    if let Some(Ok(value)) = value.map(HeaderValue::from_str) {
        request.headers_mut().insert(name, value);
    }
}

/// Adds Fetch Metadata, which is sent to trustworthy URLs only.
pub(crate) fn set_metadata<B>(request: &mut Request<B>, url: &Url, metadata: Metadata) {
    if http_url::is_trustworthy(url) {
        set(request, SEC_FETCH_DEST, Some(metadata.dest));
        set(request, SEC_FETCH_MODE, Some(metadata.mode));
        set(request, SEC_FETCH_SITE, Some(metadata.site));
    }
}
