//! The parts of a request that CORS looks at. Nothing here parses, trims, splits or folds case: bytes are compared.

use crate::methods::MethodSet;
use crate::reason::Reason;
use crate::server_origins::{ServerOrigins, Target, is_server_origin};
use http::header::{ACCESS_CONTROL_REQUEST_METHOD, HOST, HeaderName, ORIGIN, UPGRADE};
use http::request::Parts;
use http::uri::Scheme;
use http::{HeaderMap, HeaderValue, Method, Request, Uri};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
const SEC_PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");

/// The values of a header that a browser sends at most once.
#[derive(Clone, Copy)]
pub(crate) enum HeaderValues<'a> {
    Absent,
    One(&'a HeaderValue),
    Many,
}

impl<'a> HeaderValues<'a> {
    fn of(headers: &'a HeaderMap, name: &HeaderName) -> HeaderValues<'a> {
        let Some(one) = headers.get(name) else { return HeaderValues::Absent };
        // Collecting all values of a name costs more than knowing that no name has several.
        let is_one = headers.len() == headers.keys_len() || headers.get_all(name).iter().nth(1).is_none();
        if is_one { HeaderValues::One(one) } else { HeaderValues::Many }
    }

    /// The method that the value names, if it can be one. Names are case-sensitive.
    pub(super) fn method(self) -> Option<Method> {
        match self {
            // In a list of allowed methods, `*` would be a wildcard.
            HeaderValues::One(value) => {
                Method::from_bytes(value.as_bytes()).ok().filter(|method| method.as_str() != "*")
            }
            HeaderValues::Absent | HeaderValues::Many => None,
        }
    }

    fn is(self, expected: &str) -> bool {
        matches!(self, HeaderValues::One(value) if value.as_bytes() == expected.as_bytes())
    }
}

/// The kind of a request: preflight, other OPTIONS, or actual request.
#[derive(Clone, Copy)]
pub(crate) enum Kind<'a> {
    /// A CORS-preflight request (Fetch §3.3.2), with its `Access-Control-Request-Method`.
    Preflight(HeaderValues<'a>),
    /// Another OPTIONS request.
    Options,
    Actual,
}

impl<'a> Kind<'a> {
    fn of(method: &Method, headers: &'a HeaderMap, origin: HeaderValues<'a>) -> Kind<'a> {
        if *method != Method::OPTIONS {
            return Kind::Actual;
        }
        match (origin, HeaderValues::of(headers, &ACCESS_CONTROL_REQUEST_METHOD)) {
            (HeaderValues::Absent, _) | (_, HeaderValues::Absent) => Kind::Options,
            (_, requested_method) => Kind::Preflight(requested_method),
        }
    }
}

/// The parts of a request that CORS looks at.
#[derive(Clone, Copy)]
pub(crate) struct CorsRequest<'a> {
    pub(crate) method: &'a Method,
    pub(crate) uri: &'a Uri,
    pub(crate) headers: &'a HeaderMap,
    /// The origin of the page that sends the request (Fetch §3.2).
    pub(super) origin: HeaderValues<'a>,
    pub(super) kind: Kind<'a>,
}

impl<'a> CorsRequest<'a> {
    #[inline]
    pub(crate) fn of<B>(request: &'a Request<B>) -> CorsRequest<'a> {
        CorsRequest::new(request.method(), request.uri(), request.headers())
    }

    #[inline]
    pub(crate) fn of_parts(parts: &'a Parts) -> CorsRequest<'a> {
        CorsRequest::new(&parts.method, &parts.uri, &parts.headers)
    }

    #[inline]
    fn new(method: &'a Method, uri: &'a Uri, headers: &'a HeaderMap) -> CorsRequest<'a> {
        let origin = HeaderValues::of(headers, &ORIGIN);
        CorsRequest { method, uri, headers, origin, kind: Kind::of(method, headers, origin) }
    }

    /// Why no policy allows it, as far as the request tells.
    pub(super) fn disallowed_reason(self) -> Reason {
        match self.origin {
            HeaderValues::Absent => Reason::OriginMissing,
            HeaderValues::One(_) => Reason::OriginNotAllowed,
            HeaderValues::Many => Reason::OriginRepeated,
        }
    }

    /// The `Origin` header, or the first one of several.
    pub(crate) fn first_origin(self) -> Option<&'a HeaderValue> {
        self.headers.get(ORIGIN)
    }

    /// Whether a page of another origin sends the request, as far as its browser tells. Scripts cannot forge Fetch
    /// Metadata; without it, the origin is compared with those of the server.
    pub(crate) fn is_cross_origin(self, server_origins: Option<&ServerOrigins>) -> bool {
        match HeaderValues::of(self.headers, &SEC_FETCH_SITE) {
            HeaderValues::One(site) => match site.as_bytes() {
                b"same-origin" => false,
                // The user did it, unless a page of any origin made the browser prefetch.
                b"none" => self.is_prefetch(),
                _ => true,
            },
            HeaderValues::Many => true,
            HeaderValues::Absent => match self.origin {
                HeaderValues::Absent => false,
                HeaderValues::One(origin) => !is_server_origin(server_origins, origin.as_bytes(), self.target()),
                HeaderValues::Many => true,
            },
        }
    }

    /// Whether the browser says by Fetch Metadata who sends the request.
    pub(crate) fn has_fetch_metadata(self) -> bool {
        self.headers.contains_key(SEC_FETCH_SITE)
    }

    /// A prefetch or prerendering by speculation rules.
    fn is_prefetch(self) -> bool {
        match HeaderValues::of(self.headers, &SEC_PURPOSE) {
            HeaderValues::Absent => false,
            HeaderValues::One(purpose) => purpose.as_bytes().starts_with(b"prefetch"),
            HeaderValues::Many => true,
        }
    }

    /// The user follows a link in a tab, or a page sends the tab elsewhere. No page can read the response.
    pub(super) fn is_navigation(self) -> bool {
        MethodSet::of(self.method).intersects(MethodSet::SAFE)
            && HeaderValues::of(self.headers, &SEC_FETCH_MODE).is("navigate")
            && HeaderValues::of(self.headers, &SEC_FETCH_DEST).is("document")
            && !self.headers.contains_key(SEC_PURPOSE)
    }

    /// Whether a script sends the request in a mode that lets it set headers, or may do so.
    pub(crate) fn can_be_cors(self) -> bool {
        match HeaderValues::of(self.headers, &SEC_FETCH_MODE) {
            HeaderValues::Absent => !self.is_websocket(),
            mode => mode.is("cors"),
        }
    }

    /// A WebSocket handshake: over HTTP/1.1 (RFC 6455, §4.1), or over HTTP/2 by extended CONNECT (RFC 8441).
    pub(crate) fn is_websocket(self) -> bool {
        if *self.method == Method::GET {
            return self.headers.contains_key(UPGRADE) && self.headers.get_all(UPGRADE).iter().any(names_websocket);
        }
        *self.method == Method::CONNECT && !self.uri.path().is_empty()
    }

    /// Whether `X-Forwarded-Host`, which anyone can send, has the host of the origin. It is a hint for people only.
    #[cfg(feature = "tracing")]
    pub(crate) fn names_forwarded_host(self) -> bool {
        let forwarded = self.headers.get("x-forwarded-host").and_then(|host| host.to_str().ok());
        let origin = self.first_origin().and_then(|origin| origin.to_str().ok());
        match (forwarded, origin.and_then(|origin| origin.split_once("://"))) {
            (Some(forwarded), Some((_, host))) => forwarded.eq_ignore_ascii_case(host),
            _ => false,
        }
    }

    fn target(self) -> Target<'a> {
        let host = match self.uri.authority() {
            Some(authority) => Some(authority.as_str().as_bytes()),
            None => match HeaderValues::of(self.headers, &HOST) {
                HeaderValues::One(host) => Some(host.as_bytes()),
                HeaderValues::Absent | HeaderValues::Many => None,
            },
        };
        Target { host, is_https: self.uri.scheme() == Some(&Scheme::HTTPS) }
    }
}

/// Services may read `Upgrade` more or less strictly than its grammar is.
fn names_websocket(upgrade: &HeaderValue) -> bool {
    upgrade.as_bytes().windows(b"websocket".len()).any(|part| part.eq_ignore_ascii_case(b"websocket"))
}
