//! What the decision asks of a request's headers. Nothing here parses, trims, splits or folds case: bytes are compared.

use http::header::{ACCESS_CONTROL_REQUEST_METHOD, HOST, HeaderName, ORIGIN};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Uri};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// The lines of one header that a browser sends at most once.
pub(crate) enum Lines<'a> {
    None,
    One(&'a HeaderValue),
    /// No browser sends this, so it is nobody's.
    Several,
}

/// The request's Origin (Fetch, §3.2).
pub(crate) type OriginHeader<'a> = Lines<'a>;

impl<'a> Lines<'a> {
    fn of(headers: &'a HeaderMap, name: &HeaderName) -> Lines<'a> {
        let Some(one) = headers.get(name) else { return Lines::None };
        // To ask for all lines of one name costs more than to know that no name has several.
        let is_one = headers.len() == headers.keys_len() || headers.get_all(name).iter().nth(1).is_none();
        if is_one { Lines::One(one) } else { Lines::Several }
    }

    fn is(&self, expected: &str) -> bool {
        matches!(self, Lines::One(value) if value.as_bytes() == expected.as_bytes())
    }
}

/// The parts of a request that CORS looks at.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) method: &'a Method,
    pub(crate) uri: &'a Uri,
    headers: &'a HeaderMap,
}

impl<'a> Facts<'a> {
    pub(crate) fn of<B>(request: &'a Request<B>) -> Facts<'a> {
        Facts { method: request.method(), uri: request.uri(), headers: request.headers() }
    }

    pub(crate) fn of_parts(parts: &'a Parts) -> Facts<'a> {
        Facts { method: &parts.method, uri: &parts.uri, headers: &parts.headers }
    }

    pub(crate) fn origin(self) -> OriginHeader<'a> {
        Lines::of(self.headers, &ORIGIN)
    }

    /// What there is to say of an Origin, also of several.
    pub(crate) fn first_origin(self) -> Option<&'a HeaderValue> {
        self.headers.get(ORIGIN)
    }

    /// The method that a preflight asks for.
    pub(crate) fn requested_method(self) -> Lines<'a> {
        Lines::of(self.headers, &ACCESS_CONTROL_REQUEST_METHOD)
    }

    /// Whether an OPTIONS request is a CORS-preflight request (Fetch, §3.3.2).
    pub(crate) fn is_preflight(self) -> bool {
        self.headers.contains_key(ORIGIN) && self.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
    }

    /// Whether a page of another origin sent this request, as far as its browser tells: by Fetch Metadata where it is
    /// sent, which no page can forge, else by comparing Origin with the host that the request was sent to.
    pub(crate) fn comes_from_another_origin(self, origin: &OriginHeader<'_>) -> bool {
        match Lines::of(self.headers, &SEC_FETCH_SITE) {
            Lines::One(site) => !matches!(site.as_bytes(), b"same-origin" | b"none") && !self.is_safe_navigation(),
            Lines::Several => true,
            Lines::None => match origin {
                Lines::None => false,
                Lines::One(origin) => !self.is_sent_to(origin),
                Lines::Several => true,
            },
        }
    }

    /// A person who follows a link: the page that held the link cannot read what comes back.
    fn is_safe_navigation(self) -> bool {
        matches!(*self.method, Method::GET | Method::HEAD) && Lines::of(self.headers, &SEC_FETCH_MODE).is("navigate")
    }

    fn is_sent_to(self, origin: &HeaderValue) -> bool {
        let host = match self.uri.authority() {
            Some(authority) => authority.as_str().as_bytes(),
            None => match Lines::of(self.headers, &HOST) {
                Lines::One(host) => host.as_bytes(),
                Lines::None | Lines::Several => return false,
            },
        };
        let origin = origin.as_bytes();
        let scheme_end = origin.windows(3).position(|three| three == b"://");
        scheme_end.is_some_and(|end| &origin[end + 3..] == host) && !host.is_empty()
    }
}
