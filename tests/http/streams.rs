//! Answers that come piece by piece, and answers that have no body.

use crate::client::{Ask, serve};
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

/// The writing ends of the bodies that are under way.
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
    for (ask, expected) in ROWS {
        connection.write(&http1::bytes(&Ask::new(ask))).await;
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
    for (ask, expected) in ROWS {
        let exchange = connection.start(http2::request(&Ask::new(ask)), true).await.unwrap();
        let response = http1::soon(exchange.response).await.unwrap();
        let mut sender = senders.take();
        sender.send_data("all".into()).await.unwrap();
        drop(sender);
        http2::answer(response).await.unwrap().assert(&format!("{expected}\n\nall"));
    }
}

#[tokio::test]
async fn a_body_that_fails_breaks_off_behind_its_headers() {
    let (app, senders) = app();
    let app = serve(app).await;
    for (ask, expected) in ROWS {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(&http1::bytes(&Ask::new(ask))).await;
        connection.read_head().await.assert(expected);
        let mut sender = senders.take();
        sender.send_data("one".into()).await.unwrap();
        assert_eq!(connection.read_chunk().await, b"one");
        sender.abort(io::Error::other("the source of the body is gone"));
        assert_eq!(connection.read_to_end().await.escape_ascii().to_string(), "", "no last chunk");
    }
}

/// A body whose failure is a panic.
#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, expose = ["x-total-count"])]
async fn panicking(State(senders): State<Senders>) -> Body {
    Body::new(senders.body().map_err(|error| -> Infallible { panic!("{error}") }))
}

/// `CatchPanicLayer` waits for the headers alone, which have been sent by then.
#[tokio::test]
async fn a_body_that_panics_breaks_off_behind_its_headers() {
    let (_, senders) = app();
    let app = CorsRouter::new().route("/listed", panicking).layer(CatchPanicLayer::new()).with_state(senders.clone());
    let app = serve(app).await;
    let kept = http2::Connection::open(app.address).await;
    for (ask, expected) in &ROWS[..3] {
        let ask = Ask::new(ask);
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(&http1::bytes(&ask)).await;
        connection.read_head().await.assert(expected);
        let mut sender = senders.take();
        sender.send_data("one".into()).await.unwrap();
        assert_eq!(connection.read_chunk().await, b"one");
        sender.abort(io::Error::other("the source of the body is gone"));
        assert_eq!(connection.read_to_end().await.escape_ascii().to_string(), "", "no last chunk");

        let exchange = kept.start(http2::request(&ask), true).await.unwrap();
        let response = http1::soon(exchange.response).await.unwrap();
        senders.take().abort(io::Error::other("the source of the body is gone"));
        let broken = http2::answer(response).await;
        assert!(broken.is_err_and(|error| error.is_reset()), "the stream alone");
    }
}

#[tokio::test]
async fn a_reader_that_leaves_ends_the_body() {
    let (app, senders) = app();
    let app = serve(app).await;
    for (ask, expected) in ROWS {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(&http1::bytes(&Ask::new(ask))).await;
        connection.read_head().await.assert(expected);
        drop(connection);
        let mut sender = senders.take();
        let gone = async { while sender.send_data(vec![b'x'; 1 << 16].into()).await.is_ok() {} };
        http1::soon(gone).await;
    }
}

/// `If-None-Match` or a status, by the last part of the path.
#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, expose = [ETAG])]
async fn conditional(Path(what): Path<String>, headers: HeaderMap) -> Response {
    answer(&what, &headers)
}

#[cors(origins = ["*"], methods = [GET], expose = [ETAG])]
async fn conditional_for_everybody(Path(what): Path<String>, headers: HeaderMap) -> Response {
    answer(&what, &headers)
}

fn answer(what: &str, headers: &HeaderMap) -> Response {
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
    CorsRouter::new().route("/listed/{what}", conditional).route("/public/{what}", conditional_for_everybody)
}

/// What a cache learns from a 304 replaces what it stored (RFC 9111, §4.3.4): it must say the same of CORS.
#[tokio::test]
async fn a_304_says_what_the_200_said() {
    let app = serve(conditional_app()).await;
    let mut kept = http1::Connection::open(app.address).await;
    for path in ["/listed/page", "/public/page"] {
        for origin in ["\nOrigin: https://app.example.com", "\nOrigin: https://evil.example", "\nOrigin: null", ""] {
            let full = app.ask(&*format!("GET {path}{origin}")).await;
            assert_eq!((full.status, &*full.body), (200, "version 1"));
            let ask = Ask::new(&format!("GET {path}\nIf-None-Match: \"1\"{origin}"));
            for answer in [app.ask(ask.clone()).await, app.ask_over_http2(ask.clone()).await, kept.ask(&ask).await] {
                assert_eq!(answer.text(), full.text().replacen("200", "304", 1).replace("\n\nversion 1", ""));
            }
            kept.assert_silent();
        }
    }
}

#[tokio::test]
async fn answers_of_every_status_are_stamped_once() {
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
        for (ask, expected) in rows {
            let ask = Ask::new(&ask);
            app.ask(ask.clone()).await.assert(&expected);
            app.ask_over_http2(ask.clone()).await.assert(&expected);
            kept.ask(&ask).await.assert(&expected);
        }
    }
}

/// A page follows a redirect only if it may read it (Fetch, §4.4).
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
