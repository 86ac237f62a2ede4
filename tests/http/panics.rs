//! Handlers, extractors and layers that panic, with and without something that catches it, over HTTP/1.1 and
//! HTTP/2. What is caught is answered under the policy, and nothing is answered for anybody else.

use crate::client::{Ask, Served, serve};
use crate::{http1, http2};
use axum::Router;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use handler_cors::{CorsRouter, cors};
use std::convert::Infallible;
use tower_http::catch_panic::CatchPanicLayer;

#[cors(origins = ["https://app.example.com"], methods = [GET, POST], credentials)]
async fn fails() -> &'static str {
    panic!("the handler fails")
}

#[derive(Debug)]
struct Failing;

impl<S: Sync> FromRequestParts<S> for Failing {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, _state: &S) -> Result<Failing, Infallible> {
        panic!("the extractor fails")
    }
}

#[cors(origins = ["https://app.example.com"], methods = [GET, POST], credentials)]
async fn extracts(_: Failing) -> &'static str {
    "extracted"
}

#[cors(origins = ["https://app.example.com"], methods = [GET, POST], credentials)]
async fn works() -> &'static str {
    "worked"
}

async fn fail(_: Request, _: Next) -> Response {
    panic!("the layer fails")
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/layer", works)
        .layer(from_fn(fail))
        .route("/handler", fails)
        .route("/extractor", extracts)
        .route("/works", works)
}

const PATHS: [&str; 3] = ["/handler", "/extractor", "/layer"];

/// The answers of a server that has lost nothing by what panicked before.
async fn assert_unharmed(app: &Served) {
    let worked = "200
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true
        Vary: Origin

        worked";
    let ask = Ask::new("POST /works\nOrigin: https://app.example.com");
    app.ask_over_socket(ask.clone()).await.assert(worked);
    app.ask_over_http2(ask).await.assert(worked);
    assert_guarded(app, "/works").await;
}

/// What never reaches a handler does not fail with it.
async fn assert_guarded(app: &Served, path: &str) {
    let preflight = format!("OPTIONS {path}\nAccess-Control-Request-Method: POST\nOrigin: ");
    let rows = [
        (format!("POST {path}\nOrigin: https://evil.example"), "403\nVary: Origin"),
        (
            format!("{preflight}https://app.example.com"),
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods: GET, POST
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            format!("{preflight}https://evil.example"),
            "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
    ];
    for (ask, expected) in rows {
        app.ask(&*ask).await.assert(expected);
        app.ask_over_http2(Ask::new(&ask)).await.assert(expected);
    }
}

#[tokio::test]
async fn what_nobody_catches_ends_its_connection_alone() {
    let app = serve(app()).await;
    for path in PATHS {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(&http1::bytes(&Ask::new(&format!("GET {path}\nOrigin: https://app.example.com")))).await;
        assert_eq!(connection.read_to_end().await.escape_ascii().to_string(), "", "{path}");
        assert_guarded(&app, path).await;
    }
    assert_unharmed(&app).await;
}

#[tokio::test]
async fn what_nobody_catches_ends_its_stream_alone() {
    let app = serve(app()).await;
    let connection = http2::Connection::open(app.address).await;
    for path in PATHS {
        let failed = connection.ask(&Ask::new(&format!("GET {path}\nOrigin: https://app.example.com"))).await;
        assert!(failed.is_err_and(|error| error.is_reset()), "{path}");
        let works = connection.ask(&Ask::new("GET /works\nOrigin: https://evil.example")).await.unwrap();
        works.assert("200\nVary: Origin\n\nworked");
    }
    assert_unharmed(&app).await;
}

#[tokio::test]
async fn what_is_caught_inside_is_answered_under_the_policy() {
    let app = serve(app().layer(CatchPanicLayer::new())).await;
    let mut kept = http1::Connection::open(app.address).await;
    let rows = [
        (
            "GET",
            "https://app.example.com",
            "500
          Access-Control-Allow-Origin: https://app.example.com
          Access-Control-Allow-Credentials: true
          Vary: Origin

          Service panicked",
        ),
        ("GET", "https://evil.example", "500\nVary: Origin\n\nService panicked"),
        ("POST", "https://evil.example", "403\nVary: Origin"),
    ];
    for path in PATHS {
        for (method, origin, expected) in rows {
            let ask = Ask::new(&format!("{method} {path}\nOrigin: {origin}"));
            app.ask(ask.clone()).await.assert(expected);
            app.ask_over_http2(ask.clone()).await.assert(expected);
            kept.ask(&ask).await.assert(expected);
        }
        assert_guarded(&app, path).await;
    }
    assert_unharmed(&app).await;
}

/// Outside, where the answer is the embedding router's.
#[tokio::test]
async fn what_is_caught_outside_is_not_ours() {
    let app = serve(Router::from(app()).layer(CatchPanicLayer::new())).await;
    for path in PATHS {
        let answer = app.ask(&*format!("GET {path}\nOrigin: https://app.example.com")).await;
        assert_eq!(answer.status, 500);
        answer.assert_without_cors();
        assert_guarded(&app, path).await;
    }
    assert_unharmed(&app).await;
}
