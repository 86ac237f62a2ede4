//! A fetch: main fetch (Fetch, §4.1), HTTP fetch (§4.4), and redirects (§4.5).

mod params;
mod preflight;
mod redirect;
mod wire;

use crate::blocked::{Blocked, Stage};
use crate::check::cors_check;
use crate::client::Client;
use crate::http_url;
use crate::network::{Network, read};
use crate::redirects::is_redirect;
use crate::request::{Mode, Request};
use crate::response::{ReadableHeaders, Response};
use crate::safelist::is_safelisted_method;
use crate::state::SharedState;
use bytes::Bytes;
use http::Method;
use params::{FetchParams, Tainting};
use redirect::Next;

pub(crate) async fn fetch(
    client: &Client,
    state: &SharedState,
    request: Request,
    app: &mut impl Network,
) -> Result<Response, Blocked> {
    let mut params = FetchParams::new(client, state, request)?;
    let result = follow(&mut params, app).await;
    // §4.1, step 12: a request that needed a preflight and failed clears its cache entries.
    if result.as_ref().is_err_and(Blocked::is_network_error) {
        state.lock().cache.clear_failed(&params.cache_key(), params.needed_preflight);
    }
    result
}

async fn follow<N: Network>(params: &mut FetchParams<'_>, app: &mut N) -> Result<Response, Blocked> {
    loop {
        let response = send(params, app).await?;
        if let Next::Finish = redirect::handle(params, &response)? {
            return filtered::<N>(params, response).await;
        }
    }
}

/// Sends the request to the current URL: §4.1, step 12, and the first half of §4.4.
async fn send<N: Network>(params: &mut FetchParams<'_>, app: &mut N) -> Result<http::Response<N::Body>, Blocked> {
    params.tainting = tainting(params)?;
    if params.tainting == Tainting::Cors && needs_preflight(params) {
        params.needed_preflight = true;
        if !preflight::is_cached(params) {
            preflight::send(params, app).await?;
        }
    }
    let response = app.send(wire::request(params)).await?;
    if params.sends_cookies() {
        let context = params.client.context(params.url());
        params.state.lock().store_cookies(response.headers(), params.url(), context);
    }
    if params.tainting == Tainting::Cors {
        let stage = if is_redirect(response.status()) { Stage::Redirect } else { Stage::Response };
        cors_check(response.headers(), params.origin(), params.includes_credentials(), stage)?;
    }
    Ok(response)
}

fn tainting(params: &FetchParams<'_>) -> Result<Tainting, Blocked> {
    let url = params.url();
    if params.client.is_mixed_content(url) {
        return Err(Blocked::MixedContent { url: http_url::as_sent(url) });
    }
    if params.client.is_at(url) && params.tainting == Tainting::Basic {
        return Ok(Tainting::Basic);
    }
    match params.mode {
        Mode::Cors => Ok(Tainting::Cors),
        Mode::NoCors => Ok(Tainting::Opaque),
        Mode::SameOrigin => Err(Blocked::CrossOrigin { url: http_url::as_sent(url) }),
    }
}

fn needs_preflight(params: &FetchParams<'_>) -> bool {
    params.is_stream || !is_safelisted_method(&params.method) || !params.unsafe_names().is_empty()
}

/// §4.1, steps 14 to 18.
async fn filtered<N: Network>(
    params: &FetchParams<'_>,
    response: http::Response<N::Body>,
) -> Result<Response, Blocked> {
    let (parts, body) = response.into_parts();
    // "Null body status" (§2.2.3).
    let has_body = params.method != Method::HEAD && !matches!(parts.status.as_u16(), 101 | 103 | 204 | 205 | 304);
    let headers = match params.tainting {
        Tainting::Basic => ReadableHeaders::basic(parts.headers),
        Tainting::Cors => ReadableHeaders::cors(parts.headers, params.includes_credentials()),
        Tainting::Opaque => return Err(Blocked::Opaque),
    };
    Ok(Response {
        status: parts.status,
        headers,
        body: if has_body { read(body).await? } else { Bytes::new() },
        url: http_url::as_sent(params.url()),
        is_cors: params.tainting == Tainting::Cors,
        is_redirected: params.urls.len() > 1,
    })
}
