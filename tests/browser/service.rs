//! A service with given responses, which records its requests.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use handler_cors::testing;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use tower::util::{BoxCloneService, service_fn};

pub(crate) const API: &str = "https://api.example.com/widgets";

/// A response as a test writes it: the status, and one line per header.
pub(crate) fn response(text: &str) -> Response<Body> {
    let mut lines = text.trim().lines().map(str::trim);
    let mut response = Response::new(Body::from("the body"));
    *response.status_mut() = StatusCode::from_bytes(lines.next().unwrap().as_bytes()).unwrap();
    for line in lines {
        let (name, value) = line.split_once(':').unwrap();
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        response.headers_mut().append(name, HeaderValue::from_str(value.trim()).unwrap());
    }
    response
}

/// The requests of a service, in order.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Request<()>>>>);

impl Log {
    /// Takes method, host and target of each request so far.
    pub(crate) fn take(&self) -> Vec<String> {
        let requests = std::mem::take(&mut *self.0.lock().unwrap());
        requests
            .iter()
            .map(|request| format!("{} {}{}", request.method(), header(request, "host"), request.uri()))
            .collect()
    }

    /// The only request so far.
    pub(crate) fn one(&self) -> Request<()> {
        let mut requests = std::mem::take(&mut *self.0.lock().unwrap());
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }

    pub(crate) fn last(&self) -> Request<()> {
        self.0.lock().unwrap().pop().unwrap()
    }
}

/// The values of a header, or `-`.
pub(crate) fn header(request: &Request<()>, name: &str) -> String {
    let values: Vec<_> = request.headers().get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
    if values.is_empty() { "-".to_owned() } else { values.join(" | ") }
}

pub(crate) type Service = BoxCloneService<Request<testing::Body>, Response<Body>, Infallible>;

/// A service whose response depends on the request.
pub(crate) fn service(respond: impl Fn(&Request<()>) -> Response<Body> + Clone + Send + 'static) -> (Service, Log) {
    let log = Log::default();
    let kept = log.clone();
    let service = service_fn(move |request: Request<testing::Body>| {
        let request = request.map(drop);
        let response = respond(&request);
        kept.0.lock().unwrap().push(request);
        async { Ok(response) }
    });
    (BoxCloneService::new(service), log)
}

/// A service with one response for preflights and one for all other requests.
pub(crate) fn responding(preflight: &'static str, actual: &'static str) -> (Service, Log) {
    service(move |request| {
        let is_preflight = request.headers().contains_key("access-control-request-method");
        response(if is_preflight { preflight } else { actual })
    })
}
