//! Handlers, services and layers that record what they see.

use axum::body::Body;
use axum::extract::{FromRequestParts, MatchedPath, NestedPath, OriginalUri, RawPathParams, Request};
use axum::handler::Handler;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION, COOKIE, HeaderName, SET_COOKIE,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tower::{Layer, Service};

use crate::tree::Id;

/// The state of the routers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number(pub(crate) u32);

/// What ran for a request, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Layer { id: Id, uri: String, credentials: Vec<String> },
    Served(Seen),
}

/// What a handler or service sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) id: Id,
    /// `None` for a service, which has no state.
    pub(crate) state: Option<u32>,
    pub(crate) uri: String,
    pub(crate) original_uri: String,
    pub(crate) matched_path: Option<String>,
    pub(crate) nested_path: Option<String>,
    pub(crate) captures: Vec<(String, String)>,
    pub(crate) credentials: Vec<String>,
}

/// With this header, a handler also sets the CORS headers that allow everything.
pub(crate) const SETS_CORS_HEADERS: HeaderName = HeaderName::from_static("x-sets-cors-headers");

/// The lines by which a server knows the user.
fn credentials(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.iter().filter(|(name, _)| [COOKIE, AUTHORIZATION].contains(name));
    lines.map(|(name, value)| format!("{name}: {}", value.as_bytes().escape_ascii())).collect()
}

/// The events of the requests so far, shared by everything in one router.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Event>>>);

impl Log {
    fn add(&self, event: Event) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }

    pub(crate) fn take(&self) -> Vec<Event> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Serves requests: as a handler with the router's state, or as a service.
#[derive(Clone, Debug)]
pub(crate) struct Recorder {
    pub(crate) id: Id,
    pub(crate) log: Log,
    pub(crate) status: StatusCode,
}

impl Recorder {
    pub(crate) fn new(id: Id, log: &Log) -> Recorder {
        Recorder { id, log: log.clone(), status: StatusCode::OK }
    }

    /// For `method_not_allowed_fallback`.
    pub(crate) fn of_405(id: Id, log: &Log) -> Recorder {
        Recorder { status: StatusCode::METHOD_NOT_ALLOWED, ..Recorder::new(id, log) }
    }

    async fn serve(self, request: Request, state: Option<u32>) -> Response {
        let (mut parts, _) = request.into_parts();
        let seen = seen(self.id, state, &mut parts).await;
        self.log.add(Event::Served(seen));
        // HTTP/2 clients take a body for an error.
        let body = if parts.method == Method::HEAD { "" } else { "served" };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(SET_COOKIE, HeaderValue::from_static("session=new"));
        if parts.headers.contains_key(SETS_CORS_HEADERS) {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        response
    }
}

async fn seen(id: Id, state: Option<u32>, parts: &mut Parts) -> Seen {
    let Ok(OriginalUri(original_uri)) = OriginalUri::from_request_parts(parts, &()).await;
    let matched_path = MatchedPath::from_request_parts(parts, &()).await.ok();
    let nested_path = NestedPath::from_request_parts(parts, &()).await.ok();
    // Without captures axum rejects it where no route matched.
    let captures = RawPathParams::from_request_parts(parts, &()).await.ok();
    Seen {
        id,
        state,
        uri: parts.uri.to_string(),
        original_uri: original_uri.to_string(),
        matched_path: matched_path.map(|path| path.as_str().to_owned()),
        nested_path: nested_path.map(|path| path.as_str().to_owned()),
        captures: captures.iter().flatten().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        credentials: credentials(&parts.headers),
    }
}

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl Handler<(), Number> for Recorder {
    type Future = BoxFuture<Response>;

    fn call(self, request: Request, Number(state): Number) -> Self::Future {
        Box::pin(self.serve(request, Some(state)))
    }
}

impl Service<Request> for Recorder {
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let recorder = self.clone();
        Box::pin(async { Ok(recorder.serve(request, None).await) })
    }
}

/// A layer that records the requests which it sees.
#[derive(Clone, Debug)]
pub(crate) struct RecordLayer {
    pub(crate) id: Id,
    pub(crate) log: Log,
}

impl RecordLayer {
    pub(crate) fn new(id: Id, log: &Log) -> RecordLayer {
        RecordLayer { id, log: log.clone() }
    }
}

impl<S> Layer<S> for RecordLayer {
    type Service = Recorded<S>;

    fn layer(&self, inner: S) -> Recorded<S> {
        Recorded { layer: self.clone(), inner }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Recorded<S> {
    layer: RecordLayer,
    inner: S,
}

impl<S: Service<Request>> Service<Request> for Recorded<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> S::Future {
        let (uri, credentials) = (request.uri().to_string(), credentials(request.headers()));
        self.layer.log.add(Event::Layer { id: self.layer.id, uri, credentials });
        self.inner.call(request)
    }
}
