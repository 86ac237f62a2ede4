//! What is done to a request that is served, and to its response.

use crate::decide::{Action, CorsRequest, Credentials, Decision, ResponseHeaders, Undecided};
use crate::events;
use crate::policy;
use crate::report::Report;
use axum::body::{Body, HttpBody};
use axum::extract::MatchedPath;
use axum::response::Response;
use http::header::{ALLOW, CONTENT_TYPE, SET_COOKIE};
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderValue, Request, StatusCode};

/// Why a request is not served now.
pub(super) enum NotServed {
    /// This is the response.
    Responded(Box<Response>),
    /// A predicate has to be called first.
    Undecided(Undecided),
}

/// A request, or its parts.
pub(super) trait Head {
    fn cors(&self) -> CorsRequest<'_>;
    fn headers_mut(&mut self) -> &mut HeaderMap;
    fn extensions(&self) -> &Extensions;
    fn for_predicate(&self) -> policy::Head<'_>;
}

impl<B> Head for Request<B> {
    #[inline]
    fn cors(&self) -> CorsRequest<'_> {
        CorsRequest::of(self)
    }

    fn headers_mut(&mut self) -> &mut HeaderMap {
        self.headers_mut()
    }

    fn extensions(&self) -> &Extensions {
        self.extensions()
    }

    fn for_predicate(&self) -> policy::Head<'_> {
        policy::Head::of(self)
    }
}

impl Head for Parts {
    #[inline]
    fn cors(&self) -> CorsRequest<'_> {
        CorsRequest::of_parts(self)
    }

    fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    fn for_predicate(&self) -> policy::Head<'_> {
        policy::Head::of_parts(self)
    }
}

/// What is done to the response of what serves a request.
pub(super) enum Served {
    /// Nothing: no guard here decides on it.
    Unguarded,
    Plain(ResponseHeaders),
    /// Few responses. In a box, it does not enlarge what all requests move.
    Unusual(Box<Unusual>),
}

/// More than to add headers.
pub(super) struct Unusual {
    /// `None` if the response passes as it is.
    headers: Option<ResponseHeaders>,
    /// What is reported already.
    report: Option<Report>,
    /// What is reported where the response sets a cookie.
    credentials: Option<Report>,
    path: Option<MatchedPath>,
    /// `Allow` of a path, for a response that has none. axum would list CONNECT.
    allow: Option<HeaderValue>,
    /// Whether the response must be that of a WebSocket over HTTP/2.
    is_socket: bool,
    /// Report-only: whether the response passes as it is.
    passes: bool,
}

impl Served {
    /// Changes the response.
    #[inline]
    pub(super) fn finish(self, response: &mut Response) {
        match self {
            Served::Unguarded => {}
            Served::Plain(headers) => headers.write(response.headers_mut()),
            Served::Unusual(unusual) => unusual.finish(response),
        }
    }
}

impl Unusual {
    #[cold]
    pub(super) fn of(
        decision: &Decision<'_>,
        request: CorsRequest<'_>,
        path: Option<MatchedPath>,
        allow: Option<&HeaderValue>,
    ) -> Box<Unusual> {
        let passes = matches!(decision.action, Action::Pass(..));
        Box::new(Unusual {
            headers: (!passes).then(|| decision.headers()),
            report: decision.report(request),
            credentials: decision.report_of_credentials(),
            path,
            allow: if passes { allow.and_then(without_options) } else { allow.cloned() },
            is_socket: matches!(decision.action, Action::ServeSocket),
            passes,
        })
    }

    /// Removes credentials from the request, or reports that they would be removed: then the response passes as it is.
    #[cold]
    pub(super) fn without(mut self: Box<Self>, credentials: Credentials, head: &mut impl Head) -> Served {
        if let Some(report) = self.credentials.take_if(|_| credentials.remove_from(head.headers_mut())) {
            events::credentials_removed(&report, Some(head.cors()));
            if report.report_only {
                self.headers = None;
            } else {
                self.credentials = Some(report.clone());
            }
            self.report = Some(report);
        }
        Served::Unusual(self)
    }

    /// Report-only: whether a cookie of the response would be removed.
    fn sets_cookie_in_report(&self, response: &Response) -> bool {
        self.credentials.as_ref().is_some_and(|report| report.report_only)
            && response.headers().contains_key(SET_COOKIE)
    }

    #[cold]
    fn finish(self, response: &mut Response) {
        let sets_cookie_in_report = self.sets_cookie_in_report(response);
        let Unusual { headers, mut report, credentials, path, allow, is_socket, passes } = self;
        if let Some(headers) = headers.filter(|_| !sets_cookie_in_report) {
            headers.write(response.headers_mut());
        }
        if let Some(of_credentials) = credentials.filter(|_| response.headers().contains_key(SET_COOKIE)) {
            if !of_credentials.report_only {
                response.headers_mut().remove(SET_COOKIE);
            }
            report = report.or_else(|| {
                events::credentials_removed(&of_credentials, None);
                Some(of_credentials)
            });
        }
        if is_socket && response.status().is_success() && !opens_socket(response) {
            *response.status_mut() = StatusCode::NOT_FOUND;
            *response.body_mut() = Body::empty();
            response.headers_mut().remove(CONTENT_TYPE);
        }
        if let Some(allow) = allow {
            let is_405 = response.status() == StatusCode::METHOD_NOT_ALLOWED;
            let is_own = response.headers().get(ALLOW).is_none_or(lists_connect);
            if is_own && (is_405 || !passes) {
                response.headers_mut().insert(ALLOW, allow);
            }
        }
        if let Some(report) = report {
            mark(response, report, path);
        }
    }
}

/// Without this crate, nothing serves OPTIONS.
fn without_options(allow: &HeaderValue) -> Option<HeaderValue> {
    let names: Vec<_> = allow.to_str().ok()?.split(", ").filter(|name| *name != "OPTIONS").collect();
    HeaderValue::from_str(&names.join(", ")).ok()
}

/// axum lists CONNECT, for which handlers for GET are registered too.
fn lists_connect(allow: &HeaderValue) -> bool {
    allow.as_bytes().split(|byte| *byte == b',').any(|method| method.trim_ascii() == b"CONNECT")
}

/// Whether a response can open a WebSocket over HTTP/2: 200 without content (RFC 9113, §8.5).
fn opens_socket(response: &Response) -> bool {
    let is_empty = response.body().is_end_stream() || response.body().size_hint().exact() == Some(0);
    response.status() == StatusCode::OK && is_empty && !response.headers().contains_key(CONTENT_TYPE)
}

/// Tells layers outside of CORS about a response.
pub(super) fn mark(response: &mut Response, report: Report, path: Option<MatchedPath>) {
    let extensions = response.extensions_mut();
    extensions.insert(report);
    if let Some(path) = path {
        extensions.insert(path);
    }
}
