//! The CORS headers of an answer.

use axum::body::Body;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CONTENT_LENGTH, HeaderName,
    VARY,
};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

pub(crate) const TRUE: HeaderValue = HeaderValue::from_static("true");

/// On which request headers an answer depends: caches must know, also where the origin is not admitted or absent.
#[derive(Clone, Copy)]
pub(crate) enum Varies {
    /// Everybody gets the same.
    Never,
    ByOrigin,
    /// Also by what tells the server's own pages from others: answers to GET and HEAD are stored, and under `enforce` a
    /// stored refusal must not meet the server's own page, nor a stored answer a stranger's.
    ByFetchMetadata,
}

impl Varies {
    const fn names(self) -> &'static str {
        match self {
            Varies::Never => "",
            Varies::ByOrigin => "Origin",
            Varies::ByFetchMetadata => "Origin, Sec-Fetch-Site, Sec-Fetch-Mode",
        }
    }

    /// Made by the compiler, where at run time each byte would be looked at once more.
    fn value(self) -> HeaderValue {
        match self {
            Varies::Never => const { HeaderValue::from_static(Varies::Never.names()) },
            Varies::ByOrigin => const { HeaderValue::from_static(Varies::ByOrigin.names()) },
            Varies::ByFetchMetadata => const { HeaderValue::from_static(Varies::ByFetchMetadata.names()) },
        }
    }

    /// Adds to what the handler's answer varies by, in one line: old proxies heed only the last of several.
    #[cold]
    fn extend(self, headers: &mut HeaderMap) {
        let mut joined = Vec::new();
        for line in headers.get_all(VARY) {
            add(&mut joined, line.as_bytes());
        }
        for name in members(self.names().as_bytes()) {
            if !members(&joined).any(|member| is_name(member, b"*") || is_name(member, name.trim_ascii())) {
                add(&mut joined, name);
            }
        }
        if let Ok(joined) = HeaderValue::from_bytes(&joined) {
            headers.remove(VARY);
            headers.append(VARY, joined);
        }
    }
}

/// Adds to a list between commas.
fn add(list: &mut Vec<u8>, members: &[u8]) {
    let members = members.trim_ascii();
    if !list.is_empty() && !members.is_empty() {
        list.extend_from_slice(b", ");
    }
    list.extend_from_slice(members);
}

fn members(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|byte| *byte == b',')
}

fn is_name(member: &[u8], name: &[u8]) -> bool {
    member.trim_ascii().eq_ignore_ascii_case(name)
}

/// The CORS headers of a response (Fetch, §3.3.3), which nobody but us may set.
static CORS_HEADERS: [HeaderName; 6] = [
    ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_EXPOSE_HEADERS,
    ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_HEADERS,
    ACCESS_CONTROL_MAX_AGE,
];

/// What is to be written on the answer to an actual request.
pub(crate) struct Stamp {
    pub(crate) varies: Varies,
    /// `None`: the origin is not admitted.
    pub(crate) grant: Option<Grant>,
}

/// What an admitted origin is told.
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
            for name in &CORS_HEADERS {
                headers.remove(name);
            }
        }
        match self.varies {
            Varies::Never => {}
            varies if found.vary => varies.extend(headers),
            varies => drop(headers.append(VARY, varies.value())),
        }
        if let Some(grant) = self.grant {
            headers.append(ACCESS_CONTROL_ALLOW_ORIGIN, grant.allow_origin);
            if grant.credentials {
                headers.append(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
            }
            if let Some(expose) = grant.expose {
                headers.append(ACCESS_CONTROL_EXPOSE_HEADERS, expose.clone());
            }
        }
    }
}

/// What an answer says already. One look at the handful of headers that it has costs less than asking for each by name.
#[derive(Default)]
struct Found {
    cors: bool,
    vary: bool,
}

impl Found {
    fn among(headers: &HeaderMap) -> Found {
        let mut found = Found::default();
        for name in headers.keys() {
            found.cors |= name.as_str().starts_with("access-control-");
            found.vary |= name == VARY;
        }
        found
    }
}

/// The answer to what is refused: nothing that a page could use, and nothing that tells it why.
pub(crate) fn refused(varies: Varies) -> Response<Body> {
    refused_as(varies.value())
}

pub(crate) fn refused_as(vary: HeaderValue) -> Response<Body> {
    let mut response = respond(StatusCode::FORBIDDEN);
    let mut headers = HeaderMap::with_capacity(2);
    headers.append(VARY, vary);
    // axum would add it, with an allocation.
    headers.append(CONTENT_LENGTH, const { HeaderValue::from_static("0") });
    *response.headers_mut() = headers;
    response
}

/// An answer without a body, and so far without headers.
pub(crate) fn respond(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
