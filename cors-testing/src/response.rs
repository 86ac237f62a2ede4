//! What a page can read of a response (Fetch, §2.2.6, "filtered response").

use crate::header::{combined, list};
use crate::unreadable_header::UnreadableHeader;
use bytes::Bytes;
use handler_cors_policy::{is_forbidden_response_header, is_safelisted_response_header};
use http::header::{ACCESS_CONTROL_EXPOSE_HEADERS, HeaderName};
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// A response as the page's script sees it: only what CORS lets the page read.
#[derive(Clone, Debug)]
pub struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: ReadableHeaders,
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
        &self.headers.readable
    }

    /// The names of the headers that the response has and the page cannot read: in a cross-origin response all that are neither
    /// safelisted nor exposed, such as `vary`.
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use handler_cors_testing::{Browser, Request};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let headers = [("access-control-allow-origin", "*"), ("x-total", "3")];
    /// let mut app: Router = Router::new().route("/widgets", get(async move || headers));
    /// let page = Browser::at("https://app.example.com");
    /// let response = page.fetch(&mut app, Request::get("https://api.example.com/widgets")).await.unwrap();
    /// assert!(response.hidden_headers().iter().any(|name| name == "x-total"));
    /// # }
    /// ```
    #[must_use]
    pub fn hidden_headers(&self) -> &[HeaderName] {
        &self.headers.hidden
    }

    /// All values of a header, joined by `, `, as `response.headers.get(name)` gives them to a script.
    ///
    /// # Errors
    ///
    /// An [`UnreadableHeader`] that says whether the response does not have the header or does not expose it, and what to write.
    ///
    /// # Panics
    ///
    /// If the name is not a header name.
    #[track_caller]
    pub fn header(&self, name: &str) -> Result<String, UnreadableHeader> {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else { panic!("`{name}` is not a header name") };
        combined(&self.headers.readable, &name).ok_or_else(|| self.headers.why_unreadable(name))
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

    /// The body as JSON, as `response.json()` gives it to a script.
    ///
    /// # Panics
    ///
    /// If the body is not JSON of this type. The message contains the status and the body.
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use handler_cors_testing::{Browser, Request};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let sizes = || async { ([("access-control-allow-origin", "*")], "[1, 2, 3]") };
    /// let mut app: Router = Router::new().route("/sizes", get(sizes));
    /// let page = Browser::at("https://app.example.com");
    /// let response = page.fetch(&mut app, Request::get("https://api.example.com/sizes")).await.unwrap();
    /// assert_eq!(response.json::<Vec<u32>>(), [1, 2, 3]);
    /// # }
    /// ```
    #[must_use]
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!(
                "the body is not JSON of this type: {error}\n\nstatus {}, body:\n{}",
                self.status.as_u16(),
                self.text()
            ),
        }
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

/// The headers of a filtered response.
#[derive(Clone, Debug)]
pub(crate) struct ReadableHeaders {
    readable: HeaderMap,
    hidden: Vec<HeaderName>,
    exposed: Vec<HeaderName>,
}

impl ReadableHeaders {
    /// The headers of a "basic filtered response".
    pub(crate) fn basic(headers: HeaderMap) -> ReadableHeaders {
        ReadableHeaders::split(headers, Vec::new(), |name| !is_forbidden_response_header(name.as_str()))
    }

    /// The headers of a "CORS filtered response", by the list that main fetch extracts (§4.1).
    pub(crate) fn cors(headers: HeaderMap, includes_credentials: bool) -> ReadableHeaders {
        let exposed: Vec<HeaderName> =
            list(&headers, &ACCESS_CONTROL_EXPOSE_HEADERS).ok().flatten().unwrap_or_default();
        let any = !includes_credentials && exposed.iter().any(|name| name.as_str() == "*");
        ReadableHeaders::split(headers, exposed.clone(), |name| {
            let is_exposed = any || exposed.contains(name);
            is_safelisted_response_header(name.as_str()) || (is_exposed && !is_forbidden_response_header(name.as_str()))
        })
    }

    fn split(
        mut headers: HeaderMap,
        exposed: Vec<HeaderName>,
        is_readable: impl Fn(&HeaderName) -> bool,
    ) -> ReadableHeaders {
        let hidden: Vec<HeaderName> = headers.keys().filter(|name| !is_readable(name)).cloned().collect();
        hidden.iter().for_each(|name| drop(headers.remove(name)));
        ReadableHeaders { readable: headers, hidden, exposed }
    }

    fn why_unreadable(&self, name: HeaderName) -> UnreadableHeader {
        if !self.hidden.contains(&name) {
            UnreadableHeader::Missing { name }
        } else if is_forbidden_response_header(name.as_str()) {
            UnreadableHeader::Forbidden { name }
        } else {
            UnreadableHeader::NotExposed { name, exposed: self.exposed.clone() }
        }
    }
}
