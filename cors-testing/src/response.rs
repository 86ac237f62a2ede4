//! What a page can read of a response (Fetch, §2.2.6, "filtered response").

use crate::header::{combined, list};
use bytes::Bytes;
use handler_cors_policy::{is_forbidden_response_header, is_safelisted_response_header};
use http::header::{ACCESS_CONTROL_EXPOSE_HEADERS, HeaderName};
use http::{HeaderMap, StatusCode};
use std::borrow::Cow;

/// A response as the page's script sees it: only what CORS lets the page read.
#[derive(Clone, Debug)]
pub struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) url: String,
    pub(crate) is_cors: bool,
    pub(crate) is_redirected: bool,
}

impl Response {
    /// The status. Errors such as 404 and 500 are readable responses too.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers that the page can read: in a same-origin response all but `set-cookie`, in a cross-origin response those
    /// that are safelisted or exposed.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// All values of a header, joined by `, `, as `response.headers.get(name)` gives them to a script.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        combined(&self.headers, &name)
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as text. Invalid UTF-8 is replaced by U+FFFD.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The URL of the response, after all redirects.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether the response is cross-origin (`response.type` is `cors`) rather than same-origin (`basic`).
    #[must_use]
    pub fn is_cors(&self) -> bool {
        self.is_cors
    }

    /// Whether a redirect led to this response.
    #[must_use]
    pub fn is_redirected(&self) -> bool {
        self.is_redirected
    }
}

/// The headers of a "basic filtered response".
pub(crate) fn basic_headers(headers: HeaderMap) -> HeaderMap {
    kept(headers, |name| !is_forbidden_response_header(name.as_str()))
}

/// The headers of a "CORS filtered response", by the list that main fetch extracts (§4.1).
pub(crate) fn cors_headers(headers: HeaderMap, includes_credentials: bool) -> HeaderMap {
    let exposed: Vec<HeaderName> = list(&headers, &ACCESS_CONTROL_EXPOSE_HEADERS).ok().flatten().unwrap_or_default();
    let any = !includes_credentials && exposed.iter().any(|name| name.as_str() == "*");
    kept(headers, |name| {
        let is_exposed = any || exposed.contains(name);
        is_safelisted_response_header(name.as_str()) || (is_exposed && !is_forbidden_response_header(name.as_str()))
    })
}

fn kept(mut headers: HeaderMap, is_kept: impl Fn(&HeaderName) -> bool) -> HeaderMap {
    let hidden: Vec<HeaderName> = headers.keys().filter(|name| !is_kept(name)).cloned().collect();
    hidden.iter().for_each(|name| drop(headers.remove(name)));
    headers
}
