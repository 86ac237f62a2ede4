//! Sends requests to a router and says what came of them.

use crate::record::{Event, Log, Seen};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, Method};
use axum::response::Response;
use http_body_util::BodyExt;
use std::convert::Infallible;
use std::fmt::{self, Display, Formatter};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tower::{Service, ServiceExt};

/// Below each prefix and beside it, with each number of segments, and with slashes where none is expected.
pub(crate) const URIS: [&str; 24] = [
    "/",
    "/a",
    "/a/",
    "/a/b",
    "/a/b/",
    "/a/b?query=1",
    "/a/a",
    "/a/a/",
    "/a/a/a",
    "/a/p/q/r",
    "/p",
    "/p/",
    "/p/a",
    "/p/a/b",
    "/p/p/a",
    "/p/q",
    "/p/q/",
    "/p/q/a",
    "/p/q/a/b",
    "/q/a",
    "/q/p/zzz",
    "/zzz",
    "/a%2Fb",
    "//a",
];

pub(crate) const METHODS: [Method; 5] = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::OPTIONS];

/// A request, without a body.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) uri: &'static str,
    pub(crate) headers: Vec<(HeaderName, String)>,
}

/// What ran for a request, and what the client sees that is not CORS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) events: Vec<Event>,
}

impl Ask {
    pub(crate) fn new(method: Method, uri: &'static str) -> Ask {
        Ask { method, uri, headers: Vec::new() }
    }

    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Ask {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(crate) fn path(&self) -> &'static str {
        self.uri.split_once('?').map_or(self.uri, |(path, _)| path)
    }

    /// Sends the request to a router whose layers and handlers write to `log`.
    pub(crate) fn send<S>(&self, service: &S, log: &Log) -> (Answer, HeaderMap)
    where
        S: Service<Request, Response = Response, Error = Infallible> + Clone,
    {
        let Ok(response) = now(service.clone().oneshot(self.request()));
        let (parts, body) = response.into_parts();
        let mut body = now(body.collect()).expect("the bodies have no errors").to_bytes().to_vec();
        if self.method == Method::HEAD {
            // Where axum does not leave it out, the server does.
            body.clear();
        }
        (Answer { status: parts.status.as_u16(), body, events: log.take() }, parts.headers)
    }

    fn request(&self) -> Request {
        let mut request = Request::builder().method(&self.method).uri(self.uri);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(Body::empty()).expect("the URIs and headers are valid")
    }
}

impl Display for Ask {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.uri)?;
        self.headers.iter().try_for_each(|(name, value)| write!(f, ", {name}: {value}"))
    }
}

impl Answer {
    /// The handler, service or fallback that served the request. `None`: axum's own 404 or 405, or a response of the guard.
    pub(crate) fn served(&self) -> Option<&Seen> {
        self.events.iter().find_map(|event| match event {
            Event::Served(seen) => Some(seen),
            Event::Layer { .. } => None,
        })
    }
}

impl Display for Answer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.status, String::from_utf8_lossy(&self.body))?;
        for event in &self.events {
            match event {
                Event::Layer { id, uri, credentials } => write!(f, "\n      l{id} saw {uri} {credentials:?}")?,
                Event::Served(seen) => write!(f, "\n      served by {} {seen:?}", seen.id)?,
            }
        }
        Ok(())
    }
}

/// Runs a future that never waits: no runtime, and no thread besides.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing in these routers waits"),
    }
}
