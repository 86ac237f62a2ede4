//! The state of one fetch ("fetch params" and "request", Fetch, §2.2.5).

use crate::blocked::Blocked;
use crate::body::Payload;
use crate::cache::Key;
use crate::client::Client;
use crate::http_url;
use crate::request::{Credentials, Mode, Redirect, Request};
use crate::safelist;
use crate::state::SharedState;
use handler_cors_policy::is_forbidden_method;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, Method};
use url::Url;

/// "Response tainting" (§2.2.5): which rules say what the page can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tainting {
    Basic,
    Cors,
    Opaque,
}

#[derive(Debug)]
pub(super) struct FetchParams<'a> {
    pub(super) client: &'a Client,
    pub(super) state: &'a SharedState,
    pub(super) method: Method,
    /// "URL list": the URL of the request, then those that redirects led to.
    pub(super) urls: Vec<Url>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Payload>,
    pub(super) credentials: Credentials,
    pub(super) mode: Mode,
    pub(super) redirect: Redirect,
    pub(super) tainting: Tainting,
    /// "Use-CORS-preflight flag". It outlives the body, which a redirect may drop.
    pub(super) is_stream: bool,
    /// Whether a preflight response, or the cache, had to allow the request.
    pub(super) needed_preflight: bool,
}

impl<'a> FetchParams<'a> {
    /// What the constructor of a script's `Request` does (§5.4): it rejects some requests and drops some headers.
    pub(super) fn new(
        client: &'a Client,
        state: &'a SharedState,
        request: Request,
    ) -> Result<FetchParams<'a>, Blocked> {
        let Request { method, url, headers, body, credentials, mode, redirect } = request;
        let is_stream = body.as_ref().is_some_and(|payload| payload.body.is_stream());
        if http_url::has_credentials(&url) {
            return Err(Blocked::UrlWithCredentials);
        }
        if is_forbidden_method(method.as_str()) {
            return Err(Blocked::ForbiddenMethod { method });
        }
        if body.is_some() && matches!(method, Method::GET | Method::HEAD) {
            return Err(Blocked::BodyNotAllowed { method });
        }
        if mode == Mode::NoCors {
            check_no_cors(&method, redirect, is_stream)?;
        }
        Ok(FetchParams {
            client,
            state,
            method,
            urls: vec![url],
            headers: request_headers(headers, mode, body.as_ref()),
            body,
            credentials,
            mode,
            redirect,
            tainting: Tainting::Basic,
            is_stream,
            needed_preflight: false,
        })
    }

    /// The current URL.
    pub(super) fn url(&self) -> &Url {
        &self.urls[self.urls.len() - 1]
    }

    pub(super) fn includes_credentials(&self) -> bool {
        self.credentials == Credentials::Include
    }

    pub(super) fn unsafe_names(&self) -> Vec<HeaderName> {
        safelist::unsafe_names(&self.headers)
    }

    /// Whether cookies are sent, and stored from the response.
    pub(super) fn sends_cookies(&self) -> bool {
        match self.credentials {
            Credentials::Omit => false,
            Credentials::SameOrigin => self.tainting == Tainting::Basic,
            Credentials::Include => true,
        }
    }

    pub(super) fn origin(&self) -> &str {
        self.client.origin_for(&self.urls)
    }

    pub(super) fn cache_key(&self) -> Key {
        Key {
            partition: self.client.site.clone(),
            origin: self.origin().to_owned(),
            url: http_url::as_sent(self.url()),
            credentials: self.includes_credentials(),
        }
    }
}

fn request_headers(mut headers: HeaderMap, mode: Mode, body: Option<&Payload>) -> HeaderMap {
    if let Some(content_type) = body.and_then(|body| body.content_type_header.clone()) {
        headers.entry(CONTENT_TYPE).or_insert(content_type);
    }
    let mut kept = HeaderMap::with_capacity(headers.len());
    for (name, value) in &headers {
        let is_dropped = safelist::is_forbidden(name, value)
            || (mode == Mode::NoCors && !safelist::is_no_cors_safelisted(name, value));
        if !is_dropped {
            kept.append(name, value.clone());
        }
    }
    if let Some(content_type) = body.and_then(|body| body.content_type.clone()) {
        kept.entry(CONTENT_TYPE).or_insert(content_type);
    }
    kept.entry(ACCEPT).or_insert(HeaderValue::from_static("*/*"));
    kept
}

fn check_no_cors(method: &Method, redirect: Redirect, is_stream: bool) -> Result<(), Blocked> {
    if !safelist::is_safelisted_method(method) {
        return Err(Blocked::NoCorsMethod { method: method.clone() });
    }
    if is_stream {
        return Err(Blocked::NoCorsStream);
    }
    if redirect == Redirect::Follow { Ok(()) } else { Err(Blocked::NoCorsRedirectMode) }
}
