//! Streamed responses, and responses without a body.

use crate::client::{TestRequest, serve};
use crate::{http1, http2};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use handler_cors::{CorsRouter, cors};
use http_body_util::BodyExt;
use http_body_util::channel::{Channel, Sender};
use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex};
use tower_http::catch_panic::CatchPanicLayer;

/// The senders of the bodies that are being streamed.
#[derive(Clone, Default)]
struct Senders(Arc<Mutex<Vec<Sender<Bytes, io::Error>>>>);

impl Senders {
    fn take(&self) -> Sender<Bytes, io::Error> {
        self.0.lock().unwrap().pop().expect("the handler has run")
    }

    fn body(&self) -> Body {
        let (sender, channel) = Channel::new(1);
        self.0.lock().unwrap().push(sender);
        Body::new(channel)
    }
}

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, expose = ["x-total-count"])]
async fn listed(State(senders): State<Senders>) -> Body {
    senders.body()
}

#[cors(origins = ["*"], methods = [GET])]
async fn public(State(senders): State<Senders>) -> Body {
    senders.body()
}

fn app() -> (CorsRouter, Senders) {
    let senders = Senders::default();
    let app = CorsRouter::new().route("/listed", listed).route("/public", public);
    (app.with_state(senders.clone()), senders)
}

const ROWS: [(&str, &str); 4] = [
    (
        "GET /listed\nOrigin: https://app.example.com",
        "200
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Credentials: true
         Access-Control-Expose-Headers: x-total-count
         Vary: Origin",
    ),
    ("GET /listed\nOrigin: https://evil.example", "200\nVary: Origin"),
    ("GET /listed", "200\nVary: Origin"),
    ("GET /public\nOrigin: https://evil.example", "200\nAccess-Control-Allow-Origin: *"),
];

#[tokio::test]
async fn the_headers_come_before_the_body() {
    let (app, senders) = app();
    let app = serve(app).await;
    let mut connection = http1::Connection::open(app.address).await;
    for (request, expected) in ROWS {
        connection.write(&http1::bytes(&TestRequest::new(request))).await;
        connection.read_head().await.assert(expected);
        let mut sender = senders.take();
        for piece in ["one", "two"] {
            sender.send_data(piece.into()).await.unwrap();
            assert_eq!(connection.read_chunk().await, piece.as_bytes());
        }
        drop(sender);
        assert_eq!(connection.read_chunk().await, b"");
        connection.assert_silent();
    }
}

#[tokio::test]
async fn the_headers_come_before_the_body_over_http2() {
    let (app, senders) = app();
    let app = serve(app).await;
    let connection = http2::Connection::open(app.address).await;
    for (request, expected) in ROWS {
        let exchange = connection.start(http2::head(&TestRequest::new(request)), true).await.unwrap();
        let response = http1::soon(exchange.response).await.unwrap();
        let mut sender = senders.take();
        sender.send_data("all".into()).await.unwrap();
        drop(sender);
        http2::received(response).await.unwrap().assert(&format!("{expected}\n\nall"));
    }
}

#[tokio::test]
async fn a_failing_body_ends_after_the_headers() {
    let (app, senders) = app();
    let app = serve(app).await;
    for (request, expected) in ROWS {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(&http1::bytes(&TestRequest::new(request))).await;
        connection.read_head().await.assert(expected);
        let mut sender = senders.take();
        sender.send_data("one".into()).await.unwrap();
        assert_eq!(connection.read_chunk().await, b"one");
        sender.abort(io::Error::other("the source of the body is gone"));
        assert_eq!(connection.read_to_end().await.escape_ascii().to_string(), "", "no last chunk");
    }
}

/// A body that panics.
#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, expose = ["x-total-count"])]
async fn panicking(State(senders): State<Senders>) -> Body {
    Body::new(senders.body().map_err(|error| -> Infallible { panic!("{error}") }))
}

/// `CatchPanicLayer` only waits for the headers, which have been sent by then.
#[tokio::test]
async fn a_panicking_body_ends_after_the_headers() {
    let (_, senders) = app();
    let app = CorsRouter::new().route("/listed", panicking).layer(CatchPanicLayer::new()).with_state(senders.clone());
    let app = serve(app).await;
    let kept = http2::Connection::open(app.address).await;
    for (request, expected) in &ROWS[..3] {
        let request = TestRequest::new(request);
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(&http1::bytes(&request)).await;
        connection.read_head().await.assert(expected);
        let mut sender = senders.take();
        sender.send_data("one".into()).await.unwrap();
        assert_eq!(connection.read_chunk().await, b"one");
        sender.abort(io::Error::other("the source of the body is gone"));
        assert_eq!(connection.read_to_end().await.escape_ascii().to_string(), "", "no last chunk");

        let exchange = kept.start(http2::head(&request), true).await.unwrap();
        let response = http1::soon(exchange.response).await.unwrap();
        senders.take().abort(io::Error::other("the source of the body is gone"));
        let broken = http2::received(response).await;
        assert!(broken.is_err_and(|error| error.is_reset()), "the stream alone");
    }
}

#[tokio::test]
async fn a_closed_connection_drops_the_body() {
    let (app, senders) = app();
    let app = serve(app).await;
    for (request, expected) in ROWS {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(&http1::bytes(&TestRequest::new(request))).await;
        connection.read_head().await.assert(expected);
        drop(connection);
        let mut sender = senders.take();
        let gone = async { while sender.send_data(vec![b'x'; 1 << 16].into()).await.is_ok() {} };
        http1::soon(gone).await;
    }
}

/// Handles `If-None-Match`, or responds with the status in the path.
#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, expose = [ETAG])]
async fn conditional(Path(what): Path<String>, headers: HeaderMap) -> Response {
    response(&what, &headers)
}

#[cors(origins = ["*"], methods = [GET], expose = [ETAG])]
async fn conditional_for_any_origin(Path(what): Path<String>, headers: HeaderMap) -> Response {
    response(&what, &headers)
}

fn response(what: &str, headers: &HeaderMap) -> Response {
    match what.parse::<u16>() {
        Ok(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Err(_) if what == "redirect" => Redirect::temporary("/elsewhere").into_response(),
        Err(_) if headers.get(IF_NONE_MATCH).is_some_and(|tag| tag == "\"1\"") => {
            (StatusCode::NOT_MODIFIED, [(ETAG, "\"1\"")]).into_response()
        }
        Err(_) => ([(ETAG, "\"1\"")], "version 1").into_response(),
    }
}

fn conditional_app() -> CorsRouter {
    CorsRouter::new().route("/listed/{what}", conditional).route("/public/{what}", conditional_for_any_origin)
}

/// A cache updates the stored headers from a 304 (RFC 9111, §4.3.4), so it must have the same CORS headers.
#[tokio::test]
async fn a_304_has_the_cors_headers_of_the_200() {
    let app = serve(conditional_app()).await;
    let mut kept = http1::Connection::open(app.address).await;
    for path in ["/listed/page", "/public/page"] {
        for origin in ["\nOrigin: https://app.example.com", "\nOrigin: https://evil.example", "\nOrigin: null", ""] {
            let full = app.request(&*format!("GET {path}{origin}")).await;
            assert_eq!((full.status, &*full.body), (200, "version 1"));
            let request = TestRequest::new(&format!("GET {path}\nIf-None-Match: \"1\"{origin}"));
            for response in [
                app.request(request.clone()).await,
                app.request_over_http2(request.clone()).await,
                kept.request(&request).await,
            ] {
                assert_eq!(response.text(), full.text().replacen("200", "304", 1).replace("\n\nversion 1", ""));
            }
            kept.assert_silent();
        }
    }
}

#[tokio::test]
async fn every_status_has_the_cors_headers_once() {
    let app = serve(conditional_app()).await;
    let mut kept = http1::Connection::open(app.address).await;
    for status in [201, 202, 203, 204, 205, 206, 300, 303, 307, 308, 304, 400, 401, 404, 410, 418, 429, 451, 500, 503] {
        let listed = format!(
            "{status}
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Expose-Headers: etag
             Vary: Origin"
        );
        let public = format!("{status}\nAccess-Control-Allow-Origin: *\nAccess-Control-Expose-Headers: etag");
        let rows = [
            (format!("GET /listed/{status}\nOrigin: https://app.example.com"), listed),
            (format!("GET /listed/{status}\nOrigin: https://evil.example"), format!("{status}\nVary: Origin")),
            (format!("GET /public/{status}\nOrigin: https://evil.example"), public),
        ];
        for (request, expected) in rows {
            let request = TestRequest::new(&request);
            app.request(request.clone()).await.assert(&expected);
            app.request_over_http2(request.clone()).await.assert(&expected);
            kept.request(&request).await.assert(&expected);
        }
    }
}

/// A page can follow a redirect only if it is readable (Fetch, §4.4).
#[tokio::test]
async fn a_redirect_is_readable() {
    let app = serve(conditional_app()).await;
    let rows = [
        (
            "GET /listed/redirect
             Origin: https://app.example.com",
            "307
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Expose-Headers: etag
             Location: /elsewhere
             Vary: Origin",
        ),
        ("GET /listed/redirect\nOrigin: https://evil.example", "307\nLocation: /elsewhere\nVary: Origin"),
    ];
    app.check(&rows).await;
}
