//! A request as data, and what is looked at of its response.

use crate::body::Body;
use crate::header::text;
use crate::message::{Metadata, message, set, set_metadata};
use http::header::{ACCEPT, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HOST, HeaderName, ORIGIN};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Version};
use std::fmt;
use url::Url;

/// A request that was sent. It displays without the headers that all have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct ProbeRequest {
    /// OPTIONS, GET or HEAD.
    pub method: String,
    /// The URL.
    pub url: String,
    /// `HTTP/1.1` or `HTTP/2.0`.
    pub version: String,
    /// The page's origin; `None` without an `Origin` header.
    pub origin: Option<String>,
    /// `Access-Control-Request-Method`, of a preflight.
    pub requested_method: Option<String>,
    /// `Access-Control-Request-Headers`, of a preflight.
    pub requested_headers: Option<String>,
}

impl fmt::Display for ProbeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)?;
        match &self.origin {
            Some(origin) => write!(f, " from {origin}")?,
            None => write!(f, " without Origin")?,
        }
        match (&self.requested_method, &self.requested_headers) {
            (Some(method), Some(headers)) => write!(f, " for {method} with {headers}"),
            (Some(method), None) => write!(f, " for {method}"),
            _ => Ok(()),
        }
    }
}

/// A request that is to be sent.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) origin: Option<String>,
    pub(super) requested_method: Option<String>,
    pub(super) requested_headers: Option<String>,
}

impl Planned {
    /// The same request to a URL that no cache has stored.
    pub(super) fn to_fresh_url(&self, number: usize) -> Planned {
        let mut fresh = self.clone();
        fresh.url.set_query(Some(&format!("handler-cors-probe={number}")));
        fresh
    }

    pub(super) fn described(&self, version: Version) -> ProbeRequest {
        ProbeRequest {
            method: self.method.to_string(),
            url: self.url.to_string(),
            version: format!("{version:?}"),
            origin: self.origin.clone(),
            requested_method: self.requested_method.clone(),
            requested_headers: self.requested_headers.clone(),
        }
    }

    /// As a browser sends it, without credentials. Without an origin, the user has typed the URL.
    pub(super) fn request(&self, version: Version) -> Request<Body> {
        let mut request = message(&self.method, &self.url, HeaderMap::new(), Body::default());
        *request.version_mut() = version;
        if version == Version::HTTP_2 {
            *request.uri_mut() = self.url.as_str().parse().unwrap_or_default();
            request.headers_mut().remove(HOST);
        }
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("*/*"));
        set(&mut request, ORIGIN, self.origin.as_deref());
        set(&mut request, ACCESS_CONTROL_REQUEST_METHOD, self.requested_method.as_deref());
        set(&mut request, ACCESS_CONTROL_REQUEST_HEADERS, self.requested_headers.as_deref());
        let metadata = match self.origin {
            Some(_) => Metadata { dest: "empty", mode: "cors", site: "cross-site" },
            None => Metadata { dest: "document", mode: "navigate", site: "none" },
        };
        set_metadata(&mut request, &self.url, metadata);
        request
    }
}

/// The head of a response.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
}

impl Seen {
    /// All values of a header.
    pub(super) fn values(&self, name: &HeaderName) -> Vec<String> {
        self.headers.get_all(name).iter().map(text).collect()
    }

    /// The members of a header that is a list.
    pub(super) fn members(&self, name: &HeaderName) -> Vec<String> {
        let values = self.values(name);
        let members = values.iter().flat_map(|value| value.split(',')).map(str::trim);
        members.filter(|member| !member.is_empty()).map(str::to_owned).collect()
    }

    pub(super) fn has_cors_headers(&self) -> bool {
        self.headers.keys().any(|name| name.as_str().starts_with("access-control-allow-"))
    }
}
