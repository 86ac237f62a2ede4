//! Handlers, extractors and layers that panic, with and without a layer that catches the panic, over HTTP/1.1 and HTTP/2. A
//! caught panic responds under the policy, and no panic affects other requests.

use crate::client::{Served, TestRequest, serve};
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

/// The server works as before.
async fn assert_unharmed(app: &Served) {
    let worked = "200
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true
        Vary: Origin

        worked";
    let request = TestRequest::new("POST /works\nOrigin: https://app.example.com");
    app.request_over_socket(request.clone()).await.assert(worked);
    app.request_over_http2(request).await.assert(worked);
    assert_guarded(app, "/works").await;
}

/// Requests that never reach the handler do not panic.
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
    for (request, expected) in rows {
        app.request(&*request).await.assert(expected);
        app.request_over_http2(TestRequest::new(&request)).await.assert(expected);
    }
}

#[tokio::test]
async fn an_uncaught_panic_ends_only_its_connection() {
    let app = serve(app()).await;
    for path in PATHS {
        let mut connection = http1::Connection::open(app.address).await;
        connection
            .write(&http1::bytes(&TestRequest::new(&format!("GET {path}\nOrigin: https://app.example.com"))))
            .await;
        assert_eq!(connection.read_to_end().await.escape_ascii().to_string(), "", "{path}");
        assert_guarded(&app, path).await;
    }
    assert_unharmed(&app).await;
}

#[tokio::test]
async fn an_uncaught_panic_ends_only_its_stream() {
    let app = serve(app()).await;
    let connection = http2::Connection::open(app.address).await;
    for path in PATHS {
        let failed =
            connection.request(&TestRequest::new(&format!("GET {path}\nOrigin: https://app.example.com"))).await;
        assert!(failed.is_err_and(|error| error.is_reset()), "{path}");
        let works = connection.request(&TestRequest::new("GET /works\nOrigin: https://evil.example")).await.unwrap();
        works.assert("200\nVary: Origin\n\nworked");
    }
    assert_unharmed(&app).await;
}

#[tokio::test]
async fn a_panic_caught_by_a_layer_responds_under_the_policy() {
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
            let request = TestRequest::new(&format!("{method} {path}\nOrigin: {origin}"));
            app.request(request.clone()).await.assert(expected);
            app.request_over_http2(request.clone()).await.assert(expected);
            kept.request(&request).await.assert(expected);
        }
        assert_guarded(&app, path).await;
    }
    assert_unharmed(&app).await;
}

/// The layer is outside the `CorsRouter`.
#[tokio::test]
async fn a_panic_caught_outside_has_no_cors() {
    let app = serve(Router::from(app()).layer(CatchPanicLayer::new())).await;
    for path in PATHS {
        let response = app.request(&*format!("GET {path}\nOrigin: https://app.example.com")).await;
        assert_eq!(response.status, 500);
        response.assert_without_cors();
        assert_guarded(&app, path).await;
    }
    assert_unharmed(&app).await;
}
