//! Requests whose bodies are late, incomplete, wrongly framed, or missing.

use crate::client::{Served, TestRequest, serve};
use crate::{http1, http2};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use h2::Reason;
use handler_cors::{CorsRouter, cors};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How often the handler ran that must not run.
#[derive(Clone, Default)]
struct Runs(Arc<AtomicUsize>);

#[cors(origins = ["https://app.example.com"], methods = [POST], credentials)]
async fn create(body: String) -> (StatusCode, String) {
    (StatusCode::CREATED, body)
}

/// The target of a smuggled request.
#[cors(origins = ["*"], methods = [GET, DELETE])]
async fn count(State(runs): State<Runs>) -> &'static str {
    runs.0.fetch_add(1, Ordering::Relaxed);
    "counted"
}

#[cors(origins = ["*"], methods = [GET])]
async fn public() -> &'static str {
    "public"
}

fn app() -> (CorsRouter, Runs) {
    let runs = Runs::default();
    let app = CorsRouter::new().route("/orders", create).route("/counted", count).route("/public", public);
    (app.with_state(runs.clone()), runs)
}

const CREATED: &str = "201
    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Vary: Origin

    bolt";

const HEAD: &str = "POST /orders HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://app.example.com\r\n";

async fn assert_served(app: &Served) {
    let request = TestRequest::new("POST /orders\nOrigin: https://app.example.com\n\nbolt");
    app.request(request.clone()).await.assert(CREATED);
    app.request_over_http2(request).await.assert(CREATED);
}

#[tokio::test]
async fn continue_has_no_cors_headers_and_the_response_has() {
    let app = serve(app().0).await;
    let mut connection = http1::Connection::open(app.address).await;
    for _ in 0..2 {
        connection.write(format!("{HEAD}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n").as_bytes()).await;
        connection.read_head().await.assert("100");
        connection.write(b"bolt").await;
        connection.read(false).await.assert(CREATED);
    }
    connection.assert_silent();
}

/// A layer responds instead of the handler.
#[tokio::test]
async fn an_unread_body_gets_no_continue() {
    async fn reject(_: Request, _: Next) -> Response {
        StatusCode::UNAUTHORIZED.into_response()
    }
    let app = serve(app().0.layer(from_fn(reject))).await;
    let head = format!("{HEAD}Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
    http1::send(app.address, head.as_bytes()).await.assert(
        "401
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Credentials: true
         Vary: Origin",
    );
}

/// The page can read that its request was malformed.
#[tokio::test]
async fn an_incomplete_body_is_a_readable_400() {
    let app = serve(app().0).await;
    for framed in [
        "Content-Length: 100\r\n\r\nbolt",
        "Content-Length: 100\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nbolt\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nbo",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nboltzz",
        "Transfer-Encoding: chunked\r\n\r\nfour\r\nbolt\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nbolt\r\n0\r\n\r\n",
        "Content-Length: 2\r\n\r\n\u{fffd}",
    ] {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(format!("{HEAD}{framed}").as_bytes()).await;
        connection.finish_writing().await;
        let response = connection.read(false).await;
        assert_eq!(response.status, 400, "{framed:?}");
        let allowed = response.header("access-control-allow-origin");
        assert_eq!(allowed, Some(b"https://app.example.com".as_slice()), "{framed:?}");
        assert_eq!(response.header("vary"), Some(b"Origin".as_slice()), "{framed:?}");
    }
    assert_served(&app).await;
}

#[tokio::test]
async fn a_closed_connection_affects_no_other() {
    let app = serve(app().0).await;
    for _ in 0..50 {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(format!("{HEAD}Content-Length: 100\r\n\r\nbolt").as_bytes()).await;
    }
    assert_served(&app).await;
}

#[tokio::test]
async fn a_reset_stream_affects_no_other() {
    let app = serve(app().0).await;
    let connection = http2::Connection::open(app.address).await;
    let request = TestRequest::new("POST /orders\nOrigin: https://app.example.com\n\nbolt");
    for reason in [Reason::CANCEL, Reason::NO_ERROR, Reason::PROTOCOL_ERROR, Reason::INTERNAL_ERROR] {
        let mut exchange = connection.start(http2::head(&request), false).await.unwrap();
        exchange.body.send_data("bo".into(), false).unwrap();
        exchange.body.send_reset(reason);
        assert!(http1::soon(exchange.response).await.is_err());
        connection.request(&request).await.unwrap().assert(CREATED);
    }
}

/// Requests from a disallowed origin whose bodies look like requests from an allowed one.
fn rejected_with_a_request_inside() -> Vec<String> {
    let inside = "DELETE /counted HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://app.example.com\r\n\r\n";
    let with_length = |padding: usize| {
        let body = format!("{}{inside}", " ".repeat(padding));
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    };
    let chunked = format!("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{inside}\r\n0\r\n\r\n", inside.len());
    let framings = [with_length(0), with_length(100_000), with_length(1 << 20), chunked];
    let heads = [
        "POST /orders HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\n",
        "OPTIONS /orders HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n",
        "OPTIONS /orders HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example.com\r\nAccess-Control-Request-Method: POST\r\n",
        "OPTIONS /orders HTTP/1.1\r\nHost: a\r\n",
        "POST /orders HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\nExpect: 100-continue\r\n",
    ];
    heads.iter().flat_map(|head| framings.iter().map(move |framed| format!("{head}{framed}"))).collect()
}

/// Enforcement and preflights do not read the body. The server must skip it, or close the connection.
#[tokio::test]
async fn an_unread_body_is_not_parsed_as_a_request() {
    let (app, runs) = app();
    let app = serve(app).await;
    let next = "GET /public HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    for request in rejected_with_a_request_inside() {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write_if_open(request.as_bytes()).await;
        connection.write_if_open(next.as_bytes()).await;
        let responses = String::from_utf8(connection.read_to_end().await).unwrap();
        let shown = request.escape_debug().take(150).collect::<String>();
        assert!(responses.matches("HTTP/1.1 ").count() <= 2, "{shown}: {responses}");
        assert!(!responses.contains("counted"), "{shown}: {responses}");
        assert!(responses.is_empty() || responses.starts_with("HTTP/1.1 403") || responses.starts_with("HTTP/1.1 204"));
    }
    assert_eq!(runs.0.load(Ordering::Relaxed), 0);
    assert_eq!(app.request("GET /counted").await.body, "counted");
    assert_eq!(runs.0.load(Ordering::Relaxed), 2, "in process and over a socket");
}

/// A server and a proxy that use different lengths disagree where a request ends.
#[tokio::test]
async fn a_body_with_two_lengths_is_not_parsed_as_a_request() {
    let (app, runs) = app();
    let app = serve(app).await;
    let inside = "DELETE /counted HTTP/1.1\r\nHost: a\r\n\r\n";
    for lines in [
        "Content-Length: 4\r\nContent-Length: 5\r\n\r\nbolt",
        "Content-Length: 4, 5\r\n\r\nbolt",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: +4\r\n\r\nbolt",
        "Content-Length: 99999999999999999999\r\n\r\nbolt",
        "Transfer-Encoding: identity\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    ] {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write_if_open(format!("{HEAD}{lines}{inside}").as_bytes()).await;
        connection.finish_writing().await;
        let responses = String::from_utf8(connection.read_to_end().await).unwrap();
        assert!(responses.starts_with("HTTP/1.1 400 "), "{lines:?}: {responses}");
        assert!(!responses.contains("access-control") && !responses.contains("counted"), "{lines:?}: {responses}");
    }
    assert_eq!(runs.0.load(Ordering::Relaxed), 0);
    assert_served(&app).await;
}
