//! What a page may see of an answer (Fetch, §2.2.6, "filtered response").

use super::list::{combined, tokens};
use axum::body::Bytes;
use handler_cors_policy::{is_forbidden_response_header, is_safelisted_response_header};
use http::header::{ACCESS_CONTROL_EXPOSE_HEADERS, HeaderName};
use http::{HeaderMap, StatusCode};
use std::borrow::Cow;

/// What a page sees of an answer that it may read.
#[derive(Clone, Debug)]
pub struct Readable {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) url: String,
    pub(super) is_cors: bool,
    pub(super) is_redirected: bool,
}

impl Readable {
    /// The status, which any 4xx or 5xx is too.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers that the page may see: all but `set-cookie` of its own origin's answers, and of others' those that are
    /// safelisted or exposed.
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

    /// The body as text; bytes that are no UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The URL that answered, behind all redirects.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether CORS made it readable (`response.type` is `cors`), or its being of the page's own origin (`basic`).
    #[must_use]
    pub fn is_cors(&self) -> bool {
        self.is_cors
    }

    /// Whether a redirect led there.
    #[must_use]
    pub fn is_redirected(&self) -> bool {
        self.is_redirected
    }
}

/// "Basic filtered response".
pub(super) fn basic(headers: HeaderMap) -> HeaderMap {
    kept(headers, |name| !is_forbidden_response_header(name))
}

/// "CORS filtered response", by the list that main fetch extracts (§4.1).
pub(super) fn cors(headers: HeaderMap, is_credentialed: bool) -> HeaderMap {
    let exposed = tokens(&headers, &ACCESS_CONTROL_EXPOSE_HEADERS).ok().flatten().unwrap_or_default();
    let any = !is_credentialed && exposed.iter().any(|name| name == "*");
    kept(headers, |name| {
        let is_exposed = any || exposed.iter().any(|exposed| exposed.eq_ignore_ascii_case(name));
        is_safelisted_response_header(name) || (is_exposed && !is_forbidden_response_header(name))
    })
}

fn kept(mut headers: HeaderMap, is_kept: impl Fn(&str) -> bool) -> HeaderMap {
    let hidden: Vec<HeaderName> = headers.keys().filter(|name| !is_kept(name.as_str())).cloned().collect();
    hidden.iter().for_each(|name| drop(headers.remove(name)));
    headers
}
