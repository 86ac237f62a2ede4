//! Navigations (HTML, "navigating"), as far as servers see them.

use crate::blocked::Blocked;
use crate::body::Body;
use crate::client::Client;
use crate::cookies::Context;
use crate::engine::Engine;
use crate::http_url;
use crate::message::{Metadata, message, set, set_metadata};
use crate::navigation::{Kind, Navigation};
use crate::network::{Network, read};
use crate::redirects::{self, MAX_REDIRECTS, is_redirect};
use crate::response::{ReadableHeaders, Response};
use crate::state::SharedState;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderName, ORIGIN, REFERER};
use http::{HeaderMap, HeaderValue, Method, Request};
use url::Url;

const SEC_PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");

/// A navigation on its way.
struct Params<'a> {
    client: &'a Client,
    engine: Engine,
    navigation: Navigation,
    /// The first URL, then those that redirects led to.
    urls: Vec<Url>,
}

pub(crate) async fn navigate<N: Network>(
    client: &Client,
    state: &SharedState,
    navigation: Navigation,
    app: &mut N,
) -> Result<Response, Blocked> {
    let urls = vec![navigation.url.clone()];
    let mut params = Params { client, engine: state.lock().engine, navigation, urls };
    loop {
        params.check(state)?;
        let (url, context) = (params.url().clone(), params.context());
        let cookies = state.lock().cookies(&url, context);
        let response = app.send(params.request(cookies.as_deref())).await?;
        state.lock().store_cookies(response.headers(), &url, context);
        let next = if is_redirect(response.status()) { redirects::target(&url, &response)? } else { None };
        let Some(next) = next else { return params.finished::<N>(response).await };
        if params.urls.len() > MAX_REDIRECTS {
            return Err(Blocked::TooManyRedirects);
        }
        if redirects::becomes_get(&params.navigation.method, response.status()) {
            params.navigation.method = Method::GET;
            params.navigation.body = None;
        }
        params.urls.push(next);
    }
}

impl Params<'_> {
    fn url(&self) -> &Url {
        self.urls.last().unwrap_or(&self.navigation.url)
    }

    fn kind(&self) -> Kind {
        self.navigation.kind
    }

    /// What browsers do not navigate to.
    fn check(&self, state: &SharedState) -> Result<(), Blocked> {
        let url = self.url();
        if self.kind().is_in_page() && self.client.is_mixed_content(url) {
            return Err(Blocked::MixedContent { url: http_url::as_sent(url) });
        }
        let is_left_out = match self.kind() {
            Kind::Prefetch => {
                let has_cookies = || state.lock().cookies(url, Context::SameSite).is_some();
                !http_url::is_trustworthy(url) || (!self.client.is_same_site(url) && has_cookies())
            }
            Kind::Prerender => !self.client.is_same_site(url),
            Kind::Tab | Kind::Iframe | Kind::Object => false,
        };
        if is_left_out {
            return Err(Blocked::NotSpeculated { url: http_url::as_sent(url) });
        }
        Ok(())
    }

    fn context(&self) -> Context {
        match self.client.context(self.url()) {
            Context::CrossSite if !self.kind().is_in_page() => {
                Context::TopLevel { is_safe: self.navigation.method == Method::GET }
            }
            context => context,
        }
    }

    fn request(&self, cookies: Option<&str>) -> Request<Body> {
        let (client, navigation, url) = (self.client, &self.navigation, self.url());
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml,*/*;q=0.8"));
        let body = navigation.body.as_ref();
        let content_type = body.and_then(|body| body.content_type.clone());
        headers.extend(content_type.map(|value| (CONTENT_TYPE, value)));
        let body = body.map(|payload| payload.body.clone());
        let length = body.as_ref().and_then(Body::length).map(|length| length.to_string());
        let mut request = message(&navigation.method, url, headers, body.unwrap_or_default());
        set(&mut request, CONTENT_LENGTH, length.as_deref());
        set(&mut request, REFERER, client.referer(url).as_deref());
        set(&mut request, ORIGIN, self.origin());
        set(&mut request, SEC_PURPOSE, self.kind().purpose());
        set(&mut request, COOKIE, cookies);
        let site = if self.kind() == Kind::Prefetch { "none" } else { client.fetch_site(&self.urls) };
        set_metadata(&mut request, url, Metadata { dest: self.kind().dest(), mode: "navigate", site });
        request
    }

    /// Fetch, §3.2, "append a request `Origin` header".
    fn origin(&self) -> Option<&str> {
        if self.navigation.method == Method::GET {
            return None;
        }
        let is_redirected = self.urls.windows(2).any(|hop| hop[0].origin() != hop[1].origin());
        let is_hidden = self.client.is_downgrade(self.url()) || (is_redirected && self.engine.hides_redirected_forms());
        Some(if is_hidden { "null" } else { self.client.origin_for(&self.urls) })
    }

    async fn finished<N: Network>(&self, response: http::Response<N::Body>) -> Result<Response, Blocked> {
        let (parts, body) = response.into_parts();
        Ok(Response {
            status: parts.status,
            headers: ReadableHeaders::basic(parts.headers),
            body: read(body).await?,
            url: http_url::as_sent(self.url()),
            is_cors: false,
            is_redirected: self.urls.len() > 1,
        })
    }
}
