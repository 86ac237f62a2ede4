//! Redirects (Fetch, §4.5, "HTTP-redirect fetch").

use super::params::{FetchParams, Tainting};
use crate::blocked::Blocked;
use crate::header::text;
use crate::http_url;
use crate::request::{Mode, Redirect};
use http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE, LOCATION};
use http::{Method, Response, StatusCode};
use url::Url;

const MAX_REDIRECTS: usize = 20;

pub(super) enum Next {
    /// The response is the one that the page gets.
    Finish,
    /// The request has been changed for the next URL.
    Follow,
}

/// "Redirect status" (§2.2.3).
pub(super) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The second half of §4.4, then §4.5.
pub(super) fn handle<B>(params: &mut FetchParams<'_>, response: &Response<B>) -> Result<Next, Blocked> {
    let status = response.status();
    if !is_redirect(status) {
        return Ok(Next::Finish);
    }
    match params.redirect {
        Redirect::Error => return Err(Blocked::RedirectForbidden),
        Redirect::Manual => return Err(Blocked::OpaqueRedirect),
        Redirect::Follow => {}
    }
    let Some(location) = response.headers().get(LOCATION).map(text) else { return Ok(Next::Finish) };
    let Some(url) = http_url::join(params.url(), &location) else {
        return Err(Blocked::RedirectLocation { location });
    };
    check(params, status, &url)?;
    change_method(params, status);
    if params.url().origin() != url.origin() {
        params.headers.remove(AUTHORIZATION);
    }
    params.urls.push(url);
    Ok(Next::Follow)
}

/// Steps 6 to 11.
fn check(params: &FetchParams<'_>, status: StatusCode, url: &Url) -> Result<(), Blocked> {
    if params.urls.len() > MAX_REDIRECTS {
        return Err(Blocked::TooManyRedirects);
    }
    let leaves_origin = params.mode == Mode::Cors && !params.client.is_at(url);
    if http_url::has_credentials(url) && (leaves_origin || params.tainting == Tainting::Cors) {
        return Err(Blocked::RedirectWithCredentials { url: http_url::as_sent(url) });
    }
    let has_stream = params.body.as_ref().is_some_and(|body| body.is_stream);
    if status != StatusCode::SEE_OTHER && has_stream {
        return Err(Blocked::RedirectWithStream { status });
    }
    Ok(())
}

/// Step 12.
fn change_method(params: &mut FetchParams<'_>, status: StatusCode) {
    let becomes_get = match status.as_u16() {
        301 | 302 => params.method == Method::POST,
        303 => !matches!(params.method, Method::GET | Method::HEAD),
        _ => false,
    };
    if becomes_get {
        params.method = Method::GET;
        params.body = None;
        for name in [CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE] {
            params.headers.remove(name);
        }
    }
}
