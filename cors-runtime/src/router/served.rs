//! What is done to a request that is served, and to its response.

use crate::decide::{Action, CorsRequest, Credentials, Decision, ResponseHeaders};
use crate::events;
use crate::report::Report;
use axum::body::{Body, HttpBody};
use axum::extract::MatchedPath;
use axum::response::Response;
use http::header::{ALLOW, CONTENT_TYPE, SET_COOKIE};
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderValue, Request, StatusCode};

/// A request, or its parts.
pub(super) trait Head {
    fn cors(&self) -> CorsRequest<'_>;
    fn headers_mut(&mut self) -> &mut HeaderMap;
    fn extensions(&self) -> &Extensions;
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
}

/// What is done to the response of what serves a request.
pub(super) struct Served {
    /// `None` if the response passes as it is.
    headers: Option<ResponseHeaders>,
    /// Few responses have it. In a box, it does not enlarge what all requests move.
    unusual: Option<Box<Unusual>>,
}

struct Unusual {
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
    #[inline]
    pub(super) fn plain(headers: ResponseHeaders) -> Served {
        Served { headers: Some(headers), unusual: None }
    }

    /// The response of what no guard here decides on.
    #[inline]
    pub(super) fn unguarded() -> Served {
        Served { headers: None, unusual: None }
    }

    /// More is done than to add headers. Also returns what happens to the credentials of the request.
    #[cold]
    pub(super) fn unusual(
        decision: Decision<'_>,
        request: CorsRequest<'_>,
        path: Option<MatchedPath>,
        allow: Option<&HeaderValue>,
    ) -> (Served, Credentials) {
        let passes = matches!(decision.action, Action::Pass(..));
        let unusual = Unusual {
            report: decision.report(request),
            credentials: decision.report_of_credentials(),
            path,
            allow: if passes { allow.and_then(without_options) } else { allow.cloned() },
            is_socket: matches!(decision.action, Action::ServeSocket),
            passes,
        };
        let headers = (!passes).then(|| decision.headers());
        (Served { headers, unusual: Some(Box::new(unusual)) }, decision.credentials)
    }

    /// Removes credentials from the request, or reports that they would be removed: then the response passes as it is.
    #[cold]
    pub(super) fn without(mut self, credentials: Credentials, request: &mut HeaderMap) -> Served {
        let Some(unusual) = &mut self.unusual else { return self };
        if let Some(report) = unusual.credentials.take_if(|_| credentials.remove_from(request)) {
            events::credentials_removed(&report);
            if report.report_only {
                self.headers = None;
            } else {
                unusual.credentials = Some(report.clone());
            }
            unusual.report = Some(report);
        }
        self
    }

    /// Changes the response.
    #[inline]
    pub(super) fn finish(self, response: &mut Response) {
        let Served { headers, unusual } = self;
        let passes = unusual.as_ref().is_some_and(|unusual| unusual.sets_cookie_in_report(response));
        if let Some(headers) = headers.filter(|_| !passes) {
            headers.write(response.headers_mut());
        }
        if let Some(unusual) = unusual {
            unusual.finish(response);
        }
    }
}

impl Unusual {
    /// Report-only: whether a cookie of the response would be removed.
    fn sets_cookie_in_report(&self, response: &Response) -> bool {
        self.credentials.as_ref().is_some_and(|report| report.report_only)
            && response.headers().contains_key(SET_COOKIE)
    }

    #[cold]
    fn finish(self, response: &mut Response) {
        let Unusual { mut report, credentials, path, allow, is_socket, passes } = self;
        if let Some(of_credentials) = credentials.filter(|_| response.headers().contains_key(SET_COOKIE)) {
            if !of_credentials.report_only {
                response.headers_mut().remove(SET_COOKIE);
            }
            report = report.or_else(|| {
                events::credentials_removed(&of_credentials);
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
