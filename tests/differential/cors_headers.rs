//! What the CORS headers of a response say.

use crate::here::ALLOWED;
use axum::http::HeaderMap;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, HeaderName, VARY,
};

/// Whether the page of the allowed origin can read the response. Two values would keep it from the page.
pub(crate) fn is_readable(headers: &HeaderMap) -> bool {
    let origins: Vec<_> = headers.get_all(ACCESS_CONTROL_ALLOW_ORIGIN).iter().collect();
    origins == [ALLOWED]
}

pub(crate) fn has_any(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| name.as_str().starts_with("access-control-"))
}

pub(crate) fn has_credentials(headers: &HeaderMap) -> bool {
    headers.contains_key(ACCESS_CONTROL_ALLOW_CREDENTIALS)
}

pub(crate) fn exposes(headers: &HeaderMap, name: &str) -> bool {
    lists(headers, &ACCESS_CONTROL_EXPOSE_HEADERS, name)
}

pub(crate) fn allows_header(headers: &HeaderMap, name: &str) -> bool {
    lists(headers, &ACCESS_CONTROL_ALLOW_HEADERS, name)
}

pub(crate) fn varies_by_origin(headers: &HeaderMap) -> bool {
    lists(headers, &VARY, "origin")
}

fn lists(headers: &HeaderMap, list: &HeaderName, name: &str) -> bool {
    let values = headers.get_all(list).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|listed| listed.trim().eq_ignore_ascii_case(name))
}
