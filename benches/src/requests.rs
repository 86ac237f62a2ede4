//! The requests, with the usual headers of browsers.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, ACCESS_CONTROL_REQUEST_METHOD, HOST, HeaderName, ORIGIN, USER_AGENT,
};
use axum::http::{HeaderValue, Method, Request as HttpRequest, Uri};

/// Headers that every browser sends.
const USUAL: [(HeaderName, &str); 5] = [
    (HOST, "api.example.com"),
    (USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
    (ACCEPT, "*/*"),
    (ACCEPT_LANGUAGE, "en-US,en;q=0.5"),
    (ACCEPT_ENCODING, "gzip, deflate, br, zstd"),
];

/// A request that is cheap to repeat.
#[derive(Clone, Debug)]
pub struct Template {
    method: Method,
    uri: Uri,
    origin: Option<HeaderValue>,
}

impl Template {
    /// GET without Origin: a same-origin request, or one that no page sent.
    pub fn get(uri: &'static str) -> Template {
        Template { method: Method::GET, uri: Uri::from_static(uri), origin: None }
    }

    /// The preflight of a GET.
    pub fn preflight(uri: &'static str) -> Template {
        Template { method: Method::OPTIONS, ..Template::get(uri) }
    }

    pub fn from_page_at(self, origin: &str) -> Template {
        let origin = HeaderValue::from_str(origin).expect("an origin is a header value");
        // The first clone of a value made from a string allocates what all clones share. The values of servers are shared too.
        let shared = origin.clone();
        Template { origin: Some(shared), ..self }
    }

    pub fn request(&self) -> Request {
        let mut request = HttpRequest::new(Body::empty());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.extend(USUAL.map(|(name, value)| (Some(name), HeaderValue::from_static(value))));
        if let Some(origin) = &self.origin {
            headers.insert(ORIGIN, origin.clone());
        }
        if self.method == Method::OPTIONS {
            headers.insert(ACCESS_CONTROL_REQUEST_METHOD, HeaderValue::from_static("GET"));
        }
        request
    }
}
