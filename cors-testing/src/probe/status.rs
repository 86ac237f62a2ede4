//! What a status tells of who responded in place of the router.

use super::exchange::{Planned, Seen};
use super::kind::FindingKind;
use crate::header::combined;
use crate::http_url;
use http::header::LOCATION;
use url::Url;

/// The kind of a finding for a response that is neither successful nor the router's.
pub(super) fn kind(request: &Planned, seen: &Seen) -> FindingKind {
    match seen.status.as_u16() {
        401 | 407 | 511 => FindingKind::LoginRequired,
        404 | 410 => FindingKind::NotFound,
        405 | 501 => FindingKind::MethodNotAllowed,
        429 => FindingKind::RateLimited,
        300..=399 => redirect(request, seen),
        500..=599 => FindingKind::ServerError,
        _ => FindingKind::Rejected,
    }
}

fn redirect(request: &Planned, seen: &Seen) -> FindingKind {
    let location = combined(&seen.headers, &LOCATION).and_then(|location| http_url::join(&request.url, &location));
    let Some(location) = location else { return FindingKind::Redirected };
    let has_host_of = |url: &Url| location.host_str() == url.host_str();
    if !has_host_of(&request.url) {
        FindingKind::Redirected
    } else if http_url::is_https(&location) && !http_url::is_https(&request.url) {
        FindingKind::RedirectedToHttps
    } else if without_slash(&location) == without_slash(&request.url) {
        FindingKind::RedirectedToSlash
    } else {
        FindingKind::Redirected
    }
}

fn without_slash(url: &Url) -> &str {
    url.path().trim_end_matches('/')
}
