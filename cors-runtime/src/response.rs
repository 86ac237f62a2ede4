//! The CORS headers of an answer.

use axum::body::Body;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, HeaderName, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

pub(crate) const TRUE: HeaderValue = HeaderValue::from_static("true");
pub(crate) const VARY_ORIGIN: HeaderValue = HeaderValue::from_static("Origin");

/// The CORS headers of a response (Fetch, §3.3.3), which nobody but us may set.
const CORS_HEADERS: [HeaderName; 6] = [
    ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_EXPOSE_HEADERS,
    ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_HEADERS,
    ACCESS_CONTROL_MAX_AGE,
];

/// What is to be written on the answer to an actual request.
#[derive(Debug)]
pub(crate) struct Stamp {
    /// Whether the answer depends on Origin: then caches must know, also where the origin is not admitted or absent.
    pub(crate) vary: bool,
    /// `None`: the origin is not admitted.
    pub(crate) grant: Option<Grant>,
}

/// What an admitted origin is told.
#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) allow_origin: HeaderValue,
    pub(crate) credentials: bool,
    pub(crate) expose: Option<&'static HeaderValue>,
}

impl Stamp {
    /// Replaces the CORS headers that the handler or a layer set, and adds to their `Vary`.
    pub(crate) fn apply(self, headers: &mut HeaderMap) {
        let found = Found::among(headers);
        if found.cors {
            CORS_HEADERS.iter().for_each(|name| drop(headers.remove(name)));
        }
        if self.vary && !found.vary_origin {
            headers.append(VARY, VARY_ORIGIN);
        }
        if let Some(grant) = self.grant {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, grant.allow_origin);
            if grant.credentials {
                headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
            }
            if let Some(expose) = grant.expose {
                headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, expose.clone());
            }
        }
    }
}

/// What an answer says already. One look at the handful of headers that it has costs less than asking for each by name.
#[derive(Default)]
struct Found {
    cors: bool,
    vary_origin: bool,
}

impl Found {
    fn among(headers: &HeaderMap) -> Found {
        let mut found = Found::default();
        for (name, value) in headers {
            found.cors |= name.as_str().starts_with("access-control-");
            found.vary_origin |= name == VARY && names_origin(value);
        }
        found
    }
}

fn names_origin(vary: &HeaderValue) -> bool {
    let mut members = vary.as_bytes().split(|byte| *byte == b',');
    members.any(|member| member.trim_ascii().eq_ignore_ascii_case(ORIGIN.as_str().as_bytes()))
}

/// The answer to what is refused: nothing that a page could use, and nothing that tells it why.
pub(crate) fn refused(vary: HeaderValue) -> Response<Body> {
    respond(StatusCode::FORBIDDEN, HeaderMap::from_iter([(VARY, vary)]))
}

/// An answer without a body.
pub(crate) fn respond(status: StatusCode, headers: HeaderMap) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
