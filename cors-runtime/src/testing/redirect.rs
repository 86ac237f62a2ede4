//! Redirects (Fetch, §4.5, "HTTP-redirect fetch").

use super::blocked::Blocked;
use super::fetch::{Fetch, Tainting};
use super::list::text;
use super::request::{Mode, Redirect};
use super::url::Url;
use axum::body::Body;
use http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE, LOCATION};
use http::{Method, Response, StatusCode};

const MAX_REDIRECTS: usize = 20;

/// Whether the page gets this answer.
pub(super) enum Next {
    Answer,
    /// The request has been changed to ask for the next URL.
    Follow,
}

/// "Redirect status" (§2.2.3).
pub(super) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

impl Fetch<'_> {
    /// The second half of §4.4, then §4.5.
    pub(super) fn redirected(&mut self, answer: &Response<Body>) -> Result<Next, Blocked> {
        let status = answer.status();
        if !is_redirect(status) {
            return Ok(Next::Answer);
        }
        match self.redirect {
            Redirect::Error => return Err(Blocked::RedirectForbidden),
            Redirect::Manual => return Err(Blocked::OpaqueRedirect),
            Redirect::Follow => {}
        }
        let Some(location) = answer.headers().get(LOCATION).map(text) else { return Ok(Next::Answer) };
        let Some(url) = self.url().join(&location) else { return Err(Blocked::RedirectLocation { location }) };
        self.require_fit(status, &url)?;
        self.change_method(status);
        if self.url().origin() != url.origin() {
            self.headers.remove(AUTHORIZATION);
        }
        self.urls.push(url);
        Ok(Next::Follow)
    }

    /// Steps 6 to 11.
    fn require_fit(&self, status: StatusCode, url: &Url) -> Result<(), Blocked> {
        if self.urls.len() > MAX_REDIRECTS {
            return Err(Blocked::TooManyRedirects);
        }
        let leaves = self.mode == Mode::Cors && !self.page.is_at(url);
        if url.includes_credentials() && (leaves || self.tainting == Tainting::Cors) {
            return Err(Blocked::RedirectWithCredentials { url: url.to_string() });
        }
        let has_stream = self.body.as_ref().is_some_and(|body| body.is_stream);
        if status != StatusCode::SEE_OTHER && has_stream {
            return Err(Blocked::RedirectOfStream { status });
        }
        Ok(())
    }

    /// Step 12.
    fn change_method(&mut self, status: StatusCode) {
        let becomes_get = match status.as_u16() {
            301 | 302 => self.method == Method::POST,
            303 => !matches!(self.method, Method::GET | Method::HEAD),
            _ => false,
        };
        if becomes_get {
            self.method = Method::GET;
            self.body = None;
            for name in [CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE] {
                self.headers.remove(name);
            }
        }
    }
}
