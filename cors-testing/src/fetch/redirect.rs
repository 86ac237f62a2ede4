//! Redirects of fetches (Fetch, §4.5, "HTTP-redirect fetch").

use super::params::{FetchParams, Tainting};
use crate::blocked::Blocked;
use crate::http_url;
use crate::redirects::{self, MAX_REDIRECTS, is_redirect};
use crate::request::{Mode, Redirect};
use http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE};
use http::{Method, Response, StatusCode};
use url::Url;

pub(super) enum Next {
    /// The response is the one that the page gets.
    Finish,
    /// The request has been changed for the next URL.
    Follow,
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
    let Some(url) = redirects::target(params.url(), response)? else { return Ok(Next::Finish) };
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
    let has_stream = params.body.as_ref().is_some_and(|payload| payload.body.is_stream());
    if status != StatusCode::SEE_OTHER && has_stream {
        return Err(Blocked::RedirectWithStream { status });
    }
    Ok(())
}

/// Step 12.
fn change_method(params: &mut FetchParams<'_>, status: StatusCode) {
    if redirects::becomes_get(&params.method, status) {
        params.method = Method::GET;
        params.body = None;
        for name in [CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE] {
            params.headers.remove(name);
        }
    }
}
