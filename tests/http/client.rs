//! Sends each request twice: in process, and over a socket with a client that writes HTTP/1.1 itself. Both responses must be
//! equal. They are compared as text with all headers that are relevant to CORS.

use crate::{http1, http2};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use axum::serve::IncomingStream;
use http_body_util::BodyExt;
use std::convert::Infallible;
use std::fmt::Write;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower::{Service, ServiceExt};

/// A request as a test writes it: `GET /widgets`, one line per header, an empty line, and the body.
#[derive(Clone, Debug)]
pub(crate) struct TestRequest {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: String,
}

impl TestRequest {
    pub(crate) fn new(text: &str) -> TestRequest {
        let (head, body) = split_body(text);
        let mut lines = head.lines().map(str::trim);
        let (method, target) = lines.next().unwrap().split_once(' ').unwrap();
        let mut request = TestRequest { method: method.into(), target: target.into(), headers: Vec::new(), body };
        for line in lines {
            let (name, value) = line.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        if !request.has("host") {
            request = request.header("host", "api.example.com");
        }
        if !request.body.is_empty() {
            let length = request.body.len().to_string();
            request = request.header("content-length", length);
        }
        request
    }

    #[must_use]
    pub(crate) fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> TestRequest {
        self.headers.push((name.into(), value.as_ref().into()));
        self
    }

    /// The same request below a path to which the application is nested.
    #[must_use]
    pub(crate) fn below(mut self, prefix: &str) -> TestRequest {
        self.target.insert_str(0, prefix);
        self
    }

    fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    pub(crate) fn into_request(self) -> Request {
        let start = axum::http::Request::builder().method(&*self.method).uri(self.target);
        let request = self.headers.into_iter().fold(start, |request, (name, value)| request.header(name, value));
        request.body(Body::from(self.body)).unwrap()
    }
}

impl From<&str> for TestRequest {
    fn from(text: &str) -> TestRequest {
        TestRequest::new(text)
    }
}

/// A response as it was received.
#[derive(Clone, Debug)]
pub(crate) struct TestResponse {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: String,
}

/// The headers of each rejection, beside `Vary`.
const OF_REJECTIONS: [(&str, &str); 3] =
    [("cache-control", "no-store"), ("content-type", "text/plain"), ("x-content-type-options", "nosniff")];

impl TestResponse {
    /// The status, the headers sorted by name, an empty line, and the body.
    pub(crate) fn text(&self) -> String {
        const FRAMING: [&str; 5] = ["connection", "content-length", "content-type", "date", "transfer-encoding"];
        let is_left_out = |name: &str| {
            FRAMING.contains(&name) || self.is_rejection() && OF_REJECTIONS.iter().any(|(known, _)| *known == name)
        };
        let mut headers: Vec<_> = self.headers.iter().filter(|(name, _)| !is_left_out(name)).collect();
        headers.sort_by_key(|(name, _)| name);
        let mut text = self.status.to_string();
        for (name, value) in headers {
            write!(text, "\n{name}: {}", sorted_if_allow(name, &value.escape_ascii().to_string())).unwrap();
        }
        if !self.body.is_empty() && !self.is_rejection() {
            write!(text, "\n\n{}", self.body).unwrap();
        }
        text
    }

    /// Whether enforcement made it, with the headers and a body of each rejection, which texts leave out.
    pub(crate) fn is_rejection(&self) -> bool {
        let has = |(name, value): &(&str, &str)| self.header(name).is_some_and(|found| found == value.as_bytes());
        // The response to HEAD has no body.
        let is_ours = self.body.is_empty() || self.body.starts_with("cross-origin request rejected (handler-cors: ");
        self.status == 403 && is_ours && OF_REJECTIONS.iter().all(has)
    }

    /// The only value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&[u8]> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_slice());
        let first = values.next();
        assert_eq!(values.next(), None, "`{name}` comes twice");
        first
    }

    /// The response has no CORS headers.
    #[track_caller]
    pub(crate) fn assert_without_cors(&self) {
        let ours = self.headers.iter().find(|(name, _)| name == "vary" || name.starts_with("access-control-"));
        assert_eq!(ours, None, "{}", self.text());
    }

    #[track_caller]
    pub(crate) fn assert(&self, expected: &str) {
        assert_eq!(self.text(), canonical(expected));
    }
}

/// An expected response in the form of [`TestResponse::text`]. It can have any order, indentation and case of names.
pub(crate) fn canonical(expected: &str) -> String {
    let (head, body) = split_body(expected);
    let mut lines = head.lines().map(str::trim);
    let status = lines.next().unwrap().to_owned();
    let mut headers: Vec<_> = lines.map(|line| line.split_once(':').unwrap()).collect();
    headers.sort_by_key(|(name, _)| name.to_ascii_lowercase());
    let lines = headers.iter().map(|(name, value)| {
        let name = name.to_ascii_lowercase();
        format!("\n{name}: {}", sorted_if_allow(&name, value.trim()))
    });
    let body = if body.is_empty() { body } else { format!("\n\n{body}") };
    status + &lines.collect::<String>() + &body
}

/// The order of methods in `Allow` is arbitrary; in axum it is that of the registrations.
fn sorted_if_allow(name: &str, value: &str) -> String {
    if name != "allow" {
        return value.to_owned();
    }
    let mut methods: Vec<_> = value.split(',').map(str::trim).collect();
    methods.sort_unstable();
    methods.join(", ")
}

fn split_body(text: &str) -> (&str, String) {
    match text.trim().split_once("\n\n") {
        Some((head, body)) => (head, body.trim().to_owned()),
        None => (text.trim(), String::new()),
    }
}

/// An application that listens on its own port.
#[derive(Debug)]
pub(crate) struct Served {
    in_process: Router,
    pub(crate) address: SocketAddr,
    server: JoinHandle<()>,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Serves an application as it is, and keeps it as an axum router: both have to respond alike.
pub(crate) async fn serve<A, S>(app: A) -> Served
where
    A: Clone + Into<Router>,
    A: for<'a> Service<IncomingStream<'a, TcpListener>, Error = Infallible, Response = S> + Send + 'static,
    for<'a> <A as Service<IncomingStream<'a, TcpListener>>>::Future: Send,
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    Served::by(app.clone(), app).await
}

impl Served {
    /// Serves with the given service. Requests in process go to the router.
    pub(crate) async fn by<M, S>(app: impl Into<Router>, service: M) -> Served
    where
        M: for<'a> Service<IncomingStream<'a, TcpListener>, Error = Infallible, Response = S> + Send + 'static,
        for<'a> <M as Service<IncomingStream<'a, TcpListener>>>::Future: Send,
        S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
        S::Future: Send,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Served { in_process: app.into(), address, server }
    }

    /// Sends the request in process and over a socket. The handler runs twice.
    pub(crate) async fn request(&self, request: impl Into<TestRequest>) -> TestResponse {
        let request = request.into();
        let in_process = self.request_in_process(request.clone()).await;
        let over_socket = self.request_over_socket(request.clone()).await;
        assert_eq!(in_process.text(), over_socket.text(), "in process (left) and over a socket (right): {request:?}");
        over_socket
    }

    pub(crate) async fn request_in_process(&self, request: TestRequest) -> TestResponse {
        in_process(self.in_process.clone(), request.into_request()).await
    }

    pub(crate) async fn request_over_socket(&self, request: TestRequest) -> TestResponse {
        http1::request(self.address, &request).await
    }

    pub(crate) async fn request_over_http2(&self, request: TestRequest) -> TestResponse {
        http2::request(self.address, &request).await
    }

    /// Checks each row, a request and its response.
    pub(crate) async fn check(&self, rows: &[(&str, &str)]) {
        for (request, expected) in rows {
            assert_eq!(
                self.request(*request).await.text(),
                canonical(expected),
                "the response (left) to:\n{request}\n"
            );
        }
    }
}

pub(crate) async fn in_process(router: Router, request: Request) -> TestResponse {
    received(router.oneshot(request).await.unwrap()).await
}

/// A response with its body.
pub(crate) async fn received(response: Response) -> TestResponse {
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), value.as_bytes().to_owned()));
    let body = String::from_utf8(body.to_vec()).unwrap();
    TestResponse { status: parts.status.as_u16(), headers: headers.collect(), body }
}

/// The message of a function that must panic.
#[track_caller]
pub(crate) fn panic_text<R>(start_up: impl FnOnce() -> R) -> String {
    let payload = std::panic::catch_unwind(std::panic::AssertUnwindSafe(start_up)).err().expect("must panic");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast_ref::<&str>().expect("a text").to_string(),
    }
}
