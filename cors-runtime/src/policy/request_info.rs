//! What a predicate can know of a request: the same for a preflight and for the request that it announces.

use axum::extract::{FromRequestParts, MatchedPath, OriginalUri, RawPathParams};
use http::header::{ACCESS_CONTROL_REQUEST_METHOD, HOST};
use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Request, Uri};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// A request that a predicate decides on: what a preflight and the request that it announces have in common.
///
/// Predicates take it as their second argument. See [`CorsRouter::bind_predicate`](crate::CorsRouter::bind_predicate).
///
/// ```
/// use handler_cors::{Origin, RequestInfo};
///
/// /// Each tenant has a host of its own, whose pages are `https://<tenant>.pages.example`.
/// async fn is_page_of_tenant(origin: Origin, request: RequestInfo) -> bool {
///     let tenant = request.host().and_then(|host| host.strip_suffix(".api.example"));
///     tenant.is_some_and(|tenant| origin.as_str() == format!("https://{tenant}.pages.example"))
/// }
/// # let _ = is_page_of_tenant;
/// ```
#[derive(Clone, Debug)]
pub struct RequestInfo {
    method: Method,
    uri: Uri,
    host: Option<String>,
    matched_path: Option<String>,
    captures: Vec<(String, String)>,
}

impl RequestInfo {
    /// The method of the request; of a preflight, that of the request that it announces.
    #[must_use]
    #[inline]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The URI, with the prefixes that routers are nested below.
    #[must_use]
    #[inline]
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The host that the request is sent to, with its port unless that is the default: `Host`, or `:authority` in HTTP/2.
    #[must_use]
    #[inline]
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The path of the route, such as `/tenants/{tenant}`. `None` for fallbacks, and where a router is nothing but an application under
    /// a policy, whose routes only the application knows.
    #[must_use]
    #[inline]
    pub fn matched_path(&self) -> Option<&str> {
        self.matched_path.as_deref()
    }

    /// The text that a capture of the path has matched, such as `acme` for `tenant`; without percent-encoding. `None` where
    /// [`matched_path`](Self::matched_path) is `None`.
    #[must_use]
    #[inline]
    pub fn capture(&self, name: &str) -> Option<&str> {
        self.captures.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    #[inline]
    pub(super) fn of(head: Head<'_>) -> RequestInfo {
        let Head { method, uri, headers, extensions } = head;
        let requested = headers.get(ACCESS_CONTROL_REQUEST_METHOD).filter(|_| *method == Method::OPTIONS);
        let requested = requested.and_then(|method| Method::from_bytes(method.as_bytes()).ok());
        let host = match uri.authority() {
            Some(authority) => Some(authority.as_str()),
            None => headers.get(HOST).and_then(|host| host.to_str().ok()),
        };
        RequestInfo {
            method: requested.unwrap_or_else(|| method.clone()),
            uri: extensions.get::<OriginalUri>().map_or(uri, |original| &original.0).clone(),
            host: host.map(str::to_owned),
            matched_path: extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()),
            captures: captures(extensions),
        }
    }
}

/// axum tells captures to extractors only.
#[inline]
fn captures(extensions: &Extensions) -> Vec<(String, String)> {
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.extensions = extensions.clone();
    let extracting = pin!(RawPathParams::from_request_parts(&mut parts, &()));
    match extracting.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(captures)) => captures.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        Poll::Ready(Err(_)) | Poll::Pending => Vec::new(),
    }
}

/// What [`RequestInfo`] is made of, for the predicates that take one.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    method: &'a Method,
    uri: &'a Uri,
    headers: &'a HeaderMap,
    extensions: &'a Extensions,
}

impl<'a> Head<'a> {
    pub(crate) fn of<B>(request: &'a Request<B>) -> Head<'a> {
        let (method, uri) = (request.method(), request.uri());
        Head { method, uri, headers: request.headers(), extensions: request.extensions() }
    }

    pub(crate) fn of_parts(parts: &'a Parts) -> Head<'a> {
        let Parts { method, uri, headers, extensions, .. } = parts;
        Head { method, uri, headers, extensions }
    }
}
