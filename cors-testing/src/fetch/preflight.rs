//! The preflight (Fetch, §4.8, "CORS-preflight fetch").

use super::params::FetchParams;
use super::wire;
use crate::blocked::{Blocked, Stage};
use crate::cache::{Allowed, DEFAULT_AGE};
use crate::check::cors_check;
use crate::engine::Engine;
use crate::header::{combined, list};
use crate::network::Network;
use crate::safelist::is_safelisted_method;
use http::header::{
    ACCEPT, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HeaderName, LOCATION,
};
use http::{HeaderMap, HeaderValue, Method, Response};
use std::time::Duration;

/// What a preflight response lists.
struct Lists {
    methods: Vec<Method>,
    headers: Vec<HeaderName>,
}

/// Whether the cache allows the request (§4.4, step 4.1).
pub(super) fn is_cached(params: &FetchParams<'_>) -> bool {
    let mut state = params.state.lock();
    let (key, now) = (params.cache_key(), state.clock);
    let needs_no_entry = state.engine.needs_no_entry(&params.method) && !params.is_stream;
    let is_cached = (needs_no_entry || state.cache.allows_method(&key, &params.method, now))
        && params.unsafe_names().iter().all(|name| state.cache.allows_header(&key, name, now));
    if !is_cached {
        state.cache.missed(&key);
    }
    is_cached
}

/// Sends the preflight, checks the response, and caches what it allows.
pub(super) async fn send(params: &FetchParams<'_>, app: &mut impl Network) -> Result<(), Blocked> {
    let response = app.send(wire::preflight(params, request_headers(params))).await?;
    check_status(params, &response)?;
    cors_check(response.headers(), params.origin(), params.includes_credentials(), Stage::Preflight)?;
    let lists = lists(params, response.headers())?;
    check_method(params, &lists)?;
    check_headers(params, &lists)?;
    store(params, lists, response.headers());
    Ok(())
}

/// Steps 1 to 5.
fn request_headers(params: &FetchParams<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    let method = HeaderValue::from_str(params.method.as_str());
    headers.extend(method.map(|method| (ACCESS_CONTROL_REQUEST_METHOD, method)));
    let names = params.unsafe_names();
    if !names.is_empty() {
        let names = HeaderValue::from_str(&names.iter().map(HeaderName::as_str).collect::<Vec<_>>().join(","));
        headers.extend(names.map(|names| (ACCESS_CONTROL_REQUEST_HEADERS, names)));
    }
    headers
}

/// The second half of step 7 comes first: a status says more than a header that is missing for the same reason.
fn check_status<B>(params: &FetchParams<'_>, response: &Response<B>) -> Result<(), Blocked> {
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    match combined(response.headers(), &LOCATION) {
        Some(location) if status.is_redirection() => Err(Blocked::PreflightRedirected { status, location }),
        _ => {
            let (method, origin) = (params.method.clone(), params.origin().to_owned());
            Err(Blocked::PreflightStatus { status, method, origin })
        }
    }
}

/// Steps 7.1 to 7.4.
fn lists(params: &FetchParams<'_>, headers: &HeaderMap) -> Result<Lists, Blocked> {
    let methods = list(headers, &ACCESS_CONTROL_ALLOW_METHODS)
        .map_err(|value| Blocked::AllowMethodsMalformed { value })?
        .unwrap_or_else(|| if params.is_stream { vec![params.method.clone()] } else { Vec::new() });
    let headers = list(headers, &ACCESS_CONTROL_ALLOW_HEADERS)
        .map_err(|value| Blocked::AllowHeadersMalformed { value })?
        .unwrap_or_default();
    Ok(Lists { methods, headers })
}

/// Step 7.5. GET, HEAD and POST are always allowed.
fn check_method(params: &FetchParams<'_>, lists: &Lists) -> Result<(), Blocked> {
    let any = !params.includes_credentials() && lists.methods.iter().any(|method| method.as_str() == "*");
    if any || lists.methods.contains(&params.method) || is_safelisted_method(&params.method) {
        return Ok(());
    }
    Err(Blocked::MethodNotAllowed { method: params.method.clone(), allowed: lists.methods.clone() })
}

/// Steps 7.6 and 7.7.
fn check_headers(params: &FetchParams<'_>, lists: &Lists) -> Result<(), Blocked> {
    let engine = params.state.lock().engine;
    let any = !params.includes_credentials() && lists.headers.iter().any(|name| name.as_str() == "*");
    let is_allowed = |name: &HeaderName| lists.headers.contains(name) || (any && engine.wildcard_covers(name));
    let names: Vec<HeaderName> = params.unsafe_names().into_iter().filter(|name| !is_allowed(name)).collect();
    if names.is_empty() { Ok(()) } else { Err(Blocked::HeadersNotAllowed { names, allowed: lists.headers.clone() }) }
}

/// Steps 7.8 to 7.10.
fn max_age(headers: &HeaderMap, engine: Engine) -> Duration {
    let value = combined(headers, &ACCESS_CONTROL_MAX_AGE).unwrap_or_default();
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return engine.malformed_age(&value, DEFAULT_AGE);
    }
    // Digits that do not parse are a number that is too large.
    let longest = engine.longest_age();
    value.parse().map_or(longest, Duration::from_secs).min(longest)
}

/// Steps 7.10 to 7.16.
fn store(params: &FetchParams<'_>, lists: Lists, headers: &HeaderMap) {
    let mut state = params.state.lock();
    let (now, age) = (state.clock, max_age(headers, state.engine));
    let methods = lists.methods.into_iter().map(Allowed::Method);
    let allowed = methods.chain(lists.headers.into_iter().map(Allowed::HeaderName));
    state.cache.store(&params.cache_key(), allowed, now, age);
}
