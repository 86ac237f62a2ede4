//! The parts of a request that CORS looks at. Nothing here parses, trims, splits or folds case: bytes are compared.

use crate::methods::MethodSet;
use crate::policy::Origin;
use http::header::{ACCESS_CONTROL_REQUEST_METHOD, HOST, HeaderName, ORIGIN};
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

    fn is(self, expected: &str) -> bool {
        matches!(self, HeaderValues::One(value) if value.as_bytes() == expected.as_bytes())
    }
}

/// The kind of a request: preflight, other OPTIONS, or actual request.
pub(crate) enum Kind<'a> {
    /// A CORS-preflight request (Fetch §3.3.2), with its `Access-Control-Request-Method`.
    Preflight(HeaderValues<'a>),
    /// Another OPTIONS request.
    Options,
    Actual,
}

/// The parts of a request that CORS looks at.
#[derive(Clone, Copy)]
pub(crate) struct CorsRequest<'a> {
    pub(crate) method: &'a Method,
    pub(crate) uri: &'a Uri,
    pub(crate) headers: &'a HeaderMap,
}

impl<'a> CorsRequest<'a> {
    pub(crate) fn of<B>(request: &'a Request<B>) -> CorsRequest<'a> {
        CorsRequest { method: request.method(), uri: request.uri(), headers: request.headers() }
    }

    pub(super) fn kind(self) -> Kind<'a> {
        if *self.method != Method::OPTIONS {
            return Kind::Actual;
        }
        match HeaderValues::of(self.headers, &ACCESS_CONTROL_REQUEST_METHOD) {
            HeaderValues::Absent => Kind::Options,
            _ if !self.headers.contains_key(ORIGIN) => Kind::Options,
            requested_method => Kind::Preflight(requested_method),
        }
    }

    /// The origin of the page that sends the request (Fetch §3.2).
    pub(super) fn origin(self) -> HeaderValues<'a> {
        HeaderValues::of(self.headers, &ORIGIN)
    }

    /// The origin, if it is well-formed.
    pub(super) fn parsed_origin(self) -> Option<Origin> {
        match self.origin() {
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
    pub(super) fn is_cross_origin(self, origin: HeaderValues<'_>) -> bool {
        match HeaderValues::of(self.headers, &SEC_FETCH_SITE) {
            HeaderValues::One(site) => {
                !matches!(site.as_bytes(), b"same-origin" | b"none") && !self.is_safe_navigation()
            }
            HeaderValues::Many => true,
            HeaderValues::Absent => match origin {
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
