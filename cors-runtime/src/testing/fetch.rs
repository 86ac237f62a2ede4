//! A fetch on its way: main fetch (Fetch, §4.1), HTTP fetch (§4.4), and what goes onto the wire (§4.6).

use super::blocked::{Blocked, Stage};
use super::browser::Page;
use super::cache::Key;
use super::check::check;
use super::network::{Network, read};
use super::readable::{self, Readable};
use super::redirect::{Next, is_redirect};
use super::request::{Credentials, Mode, Payload, Redirect, Request};
use super::safelist;
use super::site::site;
use super::url::Url;
use axum::body::{Body, Bytes};
use handler_cors_policy::is_forbidden_method;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, HeaderName, ORIGIN, REFERER};
use http::{HeaderMap, HeaderValue, Method, Response};

const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// "Response tainting" (§2.2.5): by what right an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tainting {
    Basic,
    Cors,
    Opaque,
}

#[derive(Debug)]
pub(super) struct Fetch<'a> {
    pub(super) page: &'a Page,
    pub(super) method: Method,
    /// The URL, and those that redirects led to.
    pub(super) urls: Vec<Url>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Payload>,
    pub(super) mode: Mode,
    pub(super) redirect: Redirect,
    pub(super) tainting: Tainting,
    credentials: Credentials,
    /// The use-CORS-preflight flag.
    is_stream: bool,
    /// Whether it had to be granted, by a preflight or from the cache.
    was_granted: bool,
}

/// What is sent: the request, or its preflight.
#[derive(Debug)]
pub(super) struct Message<'a> {
    pub(super) method: Method,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<&'a Payload>,
    pub(super) may_have_cookies: bool,
}

impl<'a> Fetch<'a> {
    /// What `fetch` refuses, and drops, before anything is sent (§5.4, "Request class").
    pub(super) fn new(page: &'a Page, request: Request) -> Result<Fetch<'a>, Blocked> {
        let Request { method, url, mut headers, body, credentials, mode, redirect } = request;
        let is_stream = body.as_ref().is_some_and(|body| body.is_stream);
        if url.includes_credentials() {
            return Err(Blocked::UrlWithCredentials);
        }
        if is_forbidden_method(method.as_str()) {
            return Err(Blocked::ForbiddenMethod { method });
        }
        if body.is_some() && matches!(method, Method::GET | Method::HEAD) {
            return Err(Blocked::BodyWithoutUpload { method });
        }
        if mode == Mode::NoCors {
            require_no_cors(&method, redirect, is_stream)?;
        }
        headers = kept(headers, |name, value| {
            !safelist::is_forbidden(name, value)
                && (mode != Mode::NoCors || safelist::is_no_cors_safelisted(name, value))
        });
        if let Some(content_type) = body.as_ref().and_then(|body| body.content_type.clone()) {
            headers.entry(CONTENT_TYPE).or_insert(content_type);
        }
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static("*/*"));
        let (tainting, was_granted) = (Tainting::Basic, false);
        let urls = vec![url];
        Ok(Fetch { page, method, urls, headers, body, mode, redirect, tainting, credentials, is_stream, was_granted })
    }

    pub(super) async fn run(mut self, app: &mut impl Network) -> Result<Readable, Blocked> {
        let result = self.follow(app).await;
        // §4.1, step 12: a fetch that had to be granted and failed takes its grants along.
        if self.was_granted && result.as_ref().is_err_and(Blocked::is_network_error) {
            self.page.browser().state().cache.clear(&self.cache_key());
        }
        result
    }

    async fn follow(&mut self, app: &mut impl Network) -> Result<Readable, Blocked> {
        loop {
            let answer = self.hop(app).await?;
            if let Next::Answer = self.redirected(&answer)? {
                return self.filtered(answer).await;
            }
        }
    }

    /// One URL: §4.1, step 12, and the first half of §4.4.
    async fn hop(&mut self, app: &mut impl Network) -> Result<Response<Body>, Blocked> {
        self.tainting = self.tainted()?;
        if self.tainting == Tainting::Cors && self.needs_grant() {
            self.was_granted = true;
            if !self.is_granted() {
                self.preflight(app).await?;
            }
        }
        let answer = app.send(self.on_the_wire(self.message())).await?;
        if self.tainting == Tainting::Cors {
            let stage = if is_redirect(answer.status()) { Stage::Redirect } else { Stage::Answer };
            check(answer.headers(), self.origin(), self.is_credentialed(), stage)?;
        }
        Ok(answer)
    }

    fn tainted(&self) -> Result<Tainting, Blocked> {
        let url = self.url();
        if self.page.is_secure() && !url.is_trustworthy() {
            return Err(Blocked::MixedContent { url: url.to_string() });
        }
        if self.page.is_at(url) && self.tainting == Tainting::Basic {
            return Ok(Tainting::Basic);
        }
        match self.mode {
            Mode::Cors => Ok(Tainting::Cors),
            Mode::NoCors => Ok(Tainting::Opaque),
            Mode::SameOrigin => Err(Blocked::OtherOrigin { url: url.to_string() }),
        }
    }

    fn needs_grant(&self) -> bool {
        self.is_stream() || !safelist::is_safelisted_method(&self.method) || !self.unsafe_names().is_empty()
    }

    /// §4.1, steps 14 to 18.
    async fn filtered(&self, answer: Response<Body>) -> Result<Readable, Blocked> {
        let (parts, body) = answer.into_parts();
        // "Null body status" (§2.2.3).
        let has_body = self.method != Method::HEAD && !matches!(parts.status.as_u16(), 101 | 103 | 204 | 205 | 304);
        let headers = match self.tainting {
            Tainting::Basic => readable::basic(parts.headers),
            Tainting::Cors => readable::cors(parts.headers, self.is_credentialed()),
            Tainting::Opaque => return Err(Blocked::Opaque),
        };
        Ok(Readable {
            status: parts.status,
            headers,
            body: if has_body { read(body).await? } else { Bytes::new() },
            url: self.url().to_string(),
            is_cors: self.tainting == Tainting::Cors,
            is_redirected: self.urls.len() > 1,
        })
    }

    /// The current URL.
    pub(super) fn url(&self) -> &Url {
        &self.urls[self.urls.len() - 1]
    }

    pub(super) fn is_stream(&self) -> bool {
        self.is_stream
    }

    pub(super) fn is_credentialed(&self) -> bool {
        self.credentials == Credentials::Include
    }

    pub(super) fn unsafe_names(&self) -> Vec<String> {
        safelist::unsafe_names(&self.headers)
    }

    /// "Serializing a request origin" (§2.2.5): `null` once a redirect has led from one foreign origin to another, since
    /// nobody knows then on whose behalf the last one is asked.
    pub(super) fn origin(&self) -> &str {
        let leads_astray = |hop: &[Url]| hop[0].origin() != hop[1].origin() && !self.page.is_at(&hop[0]);
        if self.urls.windows(2).any(leads_astray) { "null" } else { self.page.origin() }
    }

    pub(super) fn cache_key(&self) -> Key {
        Key {
            partition: self.page.partition().to_owned(),
            origin: self.origin().to_owned(),
            url: self.url().to_string(),
            credentials: self.is_credentialed(),
        }
    }

    fn message(&self) -> Message<'_> {
        let (method, headers, body) = (self.method.clone(), self.headers.clone(), self.body.as_ref());
        Message { method, headers, body, may_have_cookies: true }
    }

    /// A message as servers see it (§4.6, "HTTP-network-or-cache fetch").
    pub(super) fn on_the_wire(&self, message: Message<'_>) -> http::Request<Body> {
        let Message { method, headers, body, may_have_cookies } = message;
        let url = self.url();
        let mut request = http::Request::new(body.map_or_else(Body::empty, |body| Body::from(body.bytes.clone())));
        *request.headers_mut() = headers;
        let mut set = |name: HeaderName, value: &str| {
            request.headers_mut().extend(HeaderValue::from_str(value).map(|value| (name, value)));
        };
        set(HOST, &url.authority());
        content_length(&method, body).into_iter().for_each(|length| set(CONTENT_LENGTH, &length));
        self.referer().into_iter().for_each(|referer| set(REFERER, &referer));
        if self.says_origin(&method) {
            set(ORIGIN, self.origin_header());
        }
        if url.is_trustworthy() {
            set(SEC_FETCH_DEST, "empty");
            set(SEC_FETCH_MODE, self.mode.header_value());
            set(SEC_FETCH_SITE, self.site_relation());
        }
        if may_have_cookies {
            self.cookies().into_iter().for_each(|cookies| set(COOKIE, &cookies));
        }
        *request.method_mut() = method;
        *request.uri_mut() = url.target().parse().unwrap_or_default();
        request
    }

    /// The referrer policy `strict-origin-when-cross-origin`, of a page whose path is `/`.
    fn referer(&self) -> Option<String> {
        (self.page.is_of_the_web() && !self.is_downgrade()).then(|| format!("{}/", self.page.origin()))
    }

    /// §3.2, "append a request `Origin` header".
    fn says_origin(&self, method: &Method) -> bool {
        self.tainting == Tainting::Cors || !matches!(*method, Method::GET | Method::HEAD)
    }

    fn origin_header(&self) -> &str {
        if self.mode != Mode::Cors && self.is_downgrade() { "null" } else { self.origin() }
    }

    /// From https to what is not.
    fn is_downgrade(&self) -> bool {
        self.page.is_secure() && !self.url().is_secure()
    }

    /// Fetch Metadata, §2.3: over all URLs on the way.
    fn site_relation(&self) -> &'static str {
        let others = || self.urls.iter().filter(|url| !self.page.is_at(url));
        if others().next().is_none() {
            "same-origin"
        } else if others().all(|url| site(&url.origin()) == self.page.partition()) {
            "same-site"
        } else {
            "cross-site"
        }
    }

    fn cookies(&self) -> Option<String> {
        let goes_along = match self.credentials {
            Credentials::Omit => false,
            Credentials::SameOrigin => self.tainting == Tainting::Basic,
            Credentials::Include => true,
        };
        if goes_along { self.page.browser().state().cookies.get(self.url().host()).cloned() } else { None }
    }
}

fn content_length(method: &Method, body: Option<&Payload>) -> Option<String> {
    match body {
        Some(body) if body.is_stream => None,
        Some(body) => Some(body.bytes.len().to_string()),
        None => matches!(*method, Method::POST | Method::PUT).then(|| "0".to_owned()),
    }
}

fn require_no_cors(method: &Method, redirect: Redirect, is_stream: bool) -> Result<(), Blocked> {
    if !safelist::is_safelisted_method(method) {
        return Err(Blocked::NoCorsMethod { method: method.clone() });
    }
    if is_stream {
        return Err(Blocked::NoCorsStream);
    }
    if redirect == Redirect::Follow { Ok(()) } else { Err(Blocked::NoCorsRedirectMode) }
}

fn kept(headers: HeaderMap, is_kept: impl Fn(&HeaderName, &HeaderValue) -> bool) -> HeaderMap {
    let mut kept = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers.iter().filter(|(name, value)| is_kept(name, value)) {
        kept.append(name, value.clone());
    }
    kept
}

impl Mode {
    fn header_value(self) -> &'static str {
        match self {
            Mode::Cors => "cors",
            Mode::NoCors => "no-cors",
            Mode::SameOrigin => "same-origin",
        }
    }
}
