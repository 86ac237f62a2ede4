//! Requests and responses in one line each, for tables, and the arrangements in which an application responds alike.

use crate::client::{Served, TestRequest, TestResponse, received};
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use axum::serve::IncomingStream;
use handler_cors::{CorsRouter, cors};
use std::convert::Infallible;
use std::fmt::Write;
use tokio::net::TcpListener;
use tower::{Service, ServiceExt};
use tower_http::trace::TraceLayer;

/// The pages that send requests: the server's own one, and others. One is the window of a desktop program.
const PAGES: [(&str, &str); 5] = [
    ("own", "https://api.example.com"),
    ("app", "https://app.example.com"),
    ("admin", "https://admin.example.com"),
    ("tauri", "tauri://localhost"),
    ("evil", "https://evil.example"),
];

/// A request in one line: `GET /x` of a program, `app GET /x` of a page, `app asks PUT /x` for a preflight of the page.
/// After the path come headers, `name=value`, and `body=...`.
pub(crate) fn request(line: &str) -> TestRequest {
    let mut words = line.split(' ').peekable();
    let page = words.peek().and_then(|word| PAGES.iter().find(|(name, _)| name == word));
    let origin = page.map(|(_, origin)| {
        words.next();
        *origin
    });
    let is_preflight = words.next_if_eq(&"asks").is_some();
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let mut text = format!("{} {path}", if is_preflight { "OPTIONS" } else { method });
    if let Some(origin) = origin {
        write!(text, "\nOrigin: {origin}").unwrap();
    }
    if is_preflight {
        write!(text, "\nAccess-Control-Request-Method: {method}").unwrap();
    }
    let mut body = "";
    for word in words {
        match word.split_once('=').unwrap() {
            ("body", text) => body = text,
            (name, value) => write!(text, "\n{name}: {value}").unwrap(),
        }
    }
    TestRequest::new(&format!("{text}\n\n{body}"))
}

/// A response in one line: `200 the body`, `200 readable the body` if the page can read it, `204 allows PUT: x-a` for a preflight that
/// allows a method and headers.
///
/// # Panics
///
/// If only some of the CORS headers are there.
pub(crate) fn line(response: &TestResponse) -> String {
    let value = |name: &str| response.header(name).map(|value| value.escape_ascii().to_string());
    let mut line = response.status.to_string();
    let [origin, methods, headers] = ["origin", "methods", "headers"].map(|name| {
        let name = format!("access-control-allow-{name}");
        value(&name)
    });
    match (origin, methods) {
        (Some(_), Some(methods)) => {
            write!(line, " allows {methods}").unwrap();
            if let Some(headers) = headers {
                write!(line, ": {headers}").unwrap();
            }
        }
        (Some(_), None) => line.push_str(" readable"),
        (None, _) => {
            let other = response.headers.iter().find(|(name, _)| name.starts_with("access-control-"));
            assert_eq!(other, None, "{}", response.text());
        }
    }
    if !response.body.is_empty() && !response.is_rejection() {
        write!(line, " {}", response.body).unwrap();
    }
    line
}

/// Checks the rows, a request and its response, below a prefix: in process, over HTTP/1.1 and over HTTP/2. All differences are
/// reported at once.
async fn differences<A, S>(app: A, prefix: &str, rows: &[(&str, &str)]) -> String
where
    A: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    A: for<'a> Service<IncomingStream<'a, TcpListener>, Error = Infallible, Response = S>,
    for<'a> <A as Service<IncomingStream<'a, TcpListener>>>::Future: Send,
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let served = Served::by(Router::new(), app.clone()).await;
    let mut all = String::new();
    for (text, expected) in rows {
        let request = below(prefix, request(text));
        let in_process = app.clone().oneshot(request.clone().into_request()).await.unwrap();
        let in_process = line(&received(in_process).await);
        let over_http1 = line(&served.request_over_socket(request.clone()).await);
        let over_http2 = line(&served.request_over_http2(request).await);
        for (how, line) in [("in process", in_process), ("over HTTP/1.1", over_http1), ("over HTTP/2", over_http2)] {
            if line != *expected {
                write!(all, "\n  {text}\n    is {line}, {how}\n    must be {expected}").unwrap();
            }
        }
    }
    all
}

/// A request below a prefix, where `/` is the prefix itself.
fn below(prefix: &str, mut request: TestRequest) -> TestRequest {
    if !prefix.is_empty() && request.target == "/" {
        request.target.clear();
    }
    request.below(prefix)
}

#[track_caller]
fn assert_none(differences: String) {
    assert!(differences.is_empty(), "{differences}");
}

/// Checks the rows, a request and its response.
pub(crate) async fn check(app: CorsRouter, rows: &[(&str, &str)]) {
    assert_none(differences(app, "", rows).await);
}

/// A layer that must not see preflights.
async fn no_preflight(request: Request, next: Next) -> Response {
    assert!(!request.headers().contains_key("access-control-request-method"), "a preflight passed a layer");
    next.run(request).await
}

#[cors(origins = ["https://other.example"], methods = [GET, PUT], headers = ["x-other"])]
async fn other() -> &'static str {
    "other"
}

/// The application by itself, inside layers, beside other routers, and below prefixes, each with the prefix of its paths.
fn arrangements(app: &CorsRouter) -> Vec<(&'static str, &'static str, CorsRouter)> {
    let app = || app.clone();
    let new = CorsRouter::new;
    let beside =
        || new().route("/other/route", other).merge(Router::new().route("/other/plain", get(async || "plain")));
    vec![
        ("as it is", "", app()),
        ("inside layers", "", app().layer(from_fn(no_preflight)).layer(TraceLayer::new_for_http())),
        ("merged", "", new().merge(app())),
        ("beside others", "", beside().merge(app())),
        ("before others", "", app().merge(beside())),
        ("nested", "/api", new().nest("/api", app())),
        ("nested twice, with layers", "/v1/api", {
            let inner = new().nest("/api", app().layer(from_fn(no_preflight)));
            new().nest("/v1", inner.layer(TraceLayer::new_for_http()))
        }),
        ("nested beside a fallback", "/api", {
            new().nest("/api", app()).merge(beside()).fallback(async || StatusCode::NOT_FOUND)
        }),
    ]
}

/// The application in axum routers.
fn embeddings(app: &CorsRouter) -> Vec<(&'static str, &'static str, Router)> {
    let app = || Router::from(app.clone());
    vec![
        ("as an axum router", "", app()),
        ("merged into an axum router", "", Router::new().route("/other", get(async || "plain")).merge(app())),
        ("nested in an axum router", "/api", Router::new().route("/other", get(async || "plain")).nest("/api", app())),
    ]
}

/// Checks the rows in every arrangement, those in axum routers included.
pub(crate) async fn check_everywhere(app: CorsRouter, rows: &[(&str, &str)]) {
    let mut all = String::new();
    for (name, prefix, app) in embeddings(&app) {
        add(&mut all, name, differences(app, prefix, rows).await);
    }
    check_arranged(app, rows).await;
    assert_none(all);
}

/// Checks an axum router.
pub(crate) async fn check_router(app: Router, rows: &[(&str, &str)]) {
    assert_none(differences(app, "", rows).await);
}

/// Checks the rows in every arrangement of `CorsRouter`s.
pub(crate) async fn check_arranged(app: CorsRouter, rows: &[(&str, &str)]) {
    let mut all = String::new();
    for (name, prefix, app) in arrangements(&app) {
        add(&mut all, name, differences(app, prefix, rows).await);
    }
    assert_none(all);
}

fn add(all: &mut String, name: &str, differences: String) {
    if !differences.is_empty() {
        write!(all, "\n{name}:{differences}").unwrap();
    }
}
