//! The parts of a request that CORS looks at. Nothing here parses, trims, splits or folds case: bytes are compared.

use crate::methods::MethodSet;
use crate::policy::Origin;
use http::header::{ACCESS_CONTROL_REQUEST_METHOD, HOST, HeaderName, ORIGIN};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Uri};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

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
            HeaderValues::One(value) => Method::from_bytes(value.as_bytes()).ok(),
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

    /// The origin, if it is well-formed.
    pub(super) fn parsed_origin(self) -> Option<Origin> {
        match self.origin {
            HeaderValues::One(origin) => Origin::read(origin),
            HeaderValues::Absent | HeaderValues::Many => None,
        }
    }

    /// The `Origin` header, or the first one of several.
    pub(crate) fn first_origin(self) -> Option<&'a HeaderValue> {
        self.headers.get(ORIGIN)
    }

    /// Whether a page of another origin sends the request, as far as its browser tells. Scripts cannot forge Fetch
    /// Metadata; without it, the origin is compared with the host that the request is sent to.
    pub(super) fn is_cross_origin(self) -> bool {
        match HeaderValues::of(self.headers, &SEC_FETCH_SITE) {
            HeaderValues::One(site) => {
                !matches!(site.as_bytes(), b"same-origin" | b"none") && !self.is_safe_navigation()
            }
            HeaderValues::Many => true,
            HeaderValues::Absent => match self.origin {
                HeaderValues::Absent => false,
                HeaderValues::One(origin) => !self.is_sent_to(origin),
                HeaderValues::Many => true,
            },
        }
    }

    /// The user follows a link. The page with the link cannot read the response.
    fn is_safe_navigation(self) -> bool {
        MethodSet::of(self.method).intersects(MethodSet::SAFE)
            && HeaderValues::of(self.headers, &SEC_FETCH_MODE).is("navigate")
    }

    fn is_sent_to(self, origin: &HeaderValue) -> bool {
        let host = match self.uri.authority() {
            Some(authority) => authority.as_str().as_bytes(),
            None => match HeaderValues::of(self.headers, &HOST) {
                HeaderValues::One(host) => host.as_bytes(),
                HeaderValues::Absent | HeaderValues::Many => return false,
            },
        };
        let origin = origin.as_bytes();
        let scheme_end = origin.windows(3).position(|three| three == b"://");
        scheme_end.is_some_and(|end| &origin[end + 3..] == host) && !host.is_empty()
    }
}
