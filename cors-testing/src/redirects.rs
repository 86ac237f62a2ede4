//! What redirects mean for fetches and for navigations (Fetch, §4.5, "HTTP-redirect fetch").

use crate::blocked::Blocked;
use crate::header::text;
use crate::http_url;
use http::header::LOCATION;
use http::{Method, Response, StatusCode};
use url::Url;

pub(crate) const MAX_REDIRECTS: usize = 20;

/// "Redirect status" (§2.2.3).
pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// "Location URL" (§2.2.6) of a response from `url`, if it has one.
pub(crate) fn target<B>(url: &Url, response: &Response<B>) -> Result<Option<Url>, Blocked> {
    let Some(location) = response.headers().get(LOCATION).map(text) else { return Ok(None) };
    http_url::join(url, &location).map(Some).ok_or(Blocked::RedirectLocation { location })
}

/// Step 12.
pub(crate) fn becomes_get(method: &Method, status: StatusCode) -> bool {
    match status.as_u16() {
        301 | 302 => *method == Method::POST,
        303 => !matches!(*method, Method::GET | Method::HEAD),
        _ => false,
    }
}
