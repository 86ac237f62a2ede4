//! Layers are inside CORS: they see no preflights, and their own responses carry the headers of the policy.

use crate::client::{Served, TestRequest, serve};
use axum::error_handling::HandleErrorLayer;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_request, map_response};
use axum::response::{IntoResponse, Response};
use handler_cors::{CorsRouter, cors};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower::{BoxError, ServiceBuilder};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, expose = ["x-total-count"])]
async fn list() -> &'static str {
    "listed"
}

#[cors(origins = ["https://admin.example.com"], methods = [POST], headers = ["x-request-id"])]
async fn create(body: String) -> String {
    body
}

#[cors(origins = ["*"], methods = [PUT])]
async fn never() -> &'static str {
    std::future::pending().await
}

#[cors(origins = ["https://app.example.com"], methods = [DELETE])]
async fn fail() -> &'static str {
    panic!("the handler fails")
}

fn app<S: Clone + Send + Sync + 'static>() -> CorsRouter<S> {
    CorsRouter::new().route("/widgets", (list, create, never, fail))
}

/// The responses of the handlers.
const LISTED: (&str, &str) = (
    "GET /widgets
     Origin: https://app.example.com
     Authorization: Bearer x",
    "200
     Access-Control-Allow-Origin: https://app.example.com
     Access-Control-Allow-Credentials: true
     Access-Control-Expose-Headers: x-total-count
     Vary: Origin

     listed",
);
const PREFLIGHT_FOR_POST: (&str, &str) = (
    "OPTIONS /widgets
     Origin: https://admin.example.com
     Access-Control-Request-Method: POST
     Access-Control-Request-Headers: x-request-id",
    "204
     Access-Control-Allow-Origin: https://admin.example.com
     Access-Control-Allow-Methods: POST
     Access-Control-Allow-Headers: x-request-id, content-type
     Access-Control-Max-Age: 0
     Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
);
const OTHER_OPTIONS: (&str, &str) = (
    "OPTIONS /widgets",
    "204
     Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS
     Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
);

async fn require_login(headers: HeaderMap, request: Request, next: Next) -> Response {
    match headers.get("authorization") {
        Some(_) => next.run(request).await,
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

#[tokio::test]
async fn a_401_is_readable_and_preflights_need_no_login() {
    for app in [app().layer(from_fn(require_login)), app().route_layer(from_fn(require_login))] {
        let rows = [
            LISTED,
            PREFLIGHT_FOR_POST,
            OTHER_OPTIONS,
            (
                "GET /widgets
                 Origin: https://app.example.com",
                "401
                 Access-Control-Allow-Origin: https://app.example.com
                 Access-Control-Allow-Credentials: true
                 Access-Control-Expose-Headers: x-total-count
                 Vary: Origin",
            ),
            (
                "POST /widgets
                 Origin: https://admin.example.com",
                "401
                 Access-Control-Allow-Origin: https://admin.example.com
                 Vary: Origin",
            ),
            ("PUT /widgets", "401\nAccess-Control-Allow-Origin: *"),
            ("GET /widgets\nOrigin: https://evil.example", "401\nVary: Origin"),
            // The layer also wraps axum's 405, as in axum.
            (
                "PATCH /widgets
                 Origin: https://app.example.com",
                "401
                 Access-Control-Allow-Origin: https://app.example.com
                 Access-Control-Allow-Credentials: true
                 Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS
                 Vary: Origin",
            ),
        ];
        serve(app).await.check(&rows).await;
    }
}

#[tokio::test]
async fn a_408_is_readable() {
    let layer = TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_millis(200));
    let app = serve(app().layer(layer)).await;
    app.check(&[("PUT /widgets", "408\nAccess-Control-Allow-Origin: *"), LISTED, PREFLIGHT_FOR_POST]).await;
}

#[tokio::test]
async fn a_413_is_readable() {
    let too_large = "413
        Access-Control-Allow-Origin: https://admin.example.com
        Vary: Origin

        length limit exceeded";
    let rejected = too_large.replace("length limit", "Failed to buffer the request body: length limit");
    let request = "POST /widgets\nOrigin: https://admin.example.com\n\nmuch too large";
    let by_layer = app().layer(RequestBodyLimitLayer::new(5));
    serve(by_layer).await.check(&[(request, too_large), PREFLIGHT_FOR_POST]).await;
    let by_extractor = app().layer(DefaultBodyLimit::max(5));
    serve(by_extractor).await.check(&[(request, &rejected), PREFLIGHT_FOR_POST]).await;
}

#[tokio::test]
async fn a_429_is_readable() {
    let app = app().layer(from_fn(async |_: Request, _: Next| (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "9")])));
    let rows = [
        (
            "POST /widgets
             Origin: https://admin.example.com",
            "429
             Access-Control-Allow-Origin: https://admin.example.com
             Retry-After: 9
             Vary: Origin",
        ),
        ("HEAD /widgets", "429\nRetry-After: 9\nVary: Origin"),
        PREFLIGHT_FOR_POST,
        OTHER_OPTIONS,
    ];
    serve(app).await.check(&rows).await;
}

#[tokio::test]
async fn a_500_is_readable() {
    let failed = "500
        Access-Control-Allow-Origin: https://app.example.com
        Vary: Origin

        Service panicked";
    let app = serve(app().layer(CatchPanicLayer::new())).await;
    app.check(&[("DELETE /widgets\nOrigin: https://app.example.com", failed), LISTED]).await;
}

#[tokio::test]
async fn a_503_of_a_fallible_service_is_readable() {
    let layer = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(async |_: BoxError| StatusCode::SERVICE_UNAVAILABLE))
        .timeout(Duration::from_millis(200));
    let app = serve(app().layer(layer)).await;
    app.check(&[("PUT /widgets", "503\nAccess-Control-Allow-Origin: *"), LISTED, PREFLIGHT_FOR_POST]).await;
}

#[tokio::test]
async fn the_readiness_of_a_layer_is_awaited() {
    let app = serve(app().layer(GlobalConcurrencyLimitLayer::new(1))).await;
    tokio::join!(app.check(&[LISTED]), app.check(&[LISTED, PREFLIGHT_FOR_POST]), app.check(&[LISTED]));
}

#[tokio::test]
async fn cors_headers_of_a_layer_are_replaced_and_vary_is_added_to() {
    async fn meddle(mut response: Response) -> Response {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        response.headers_mut().insert(VARY, HeaderValue::from_static("Accept-Encoding"));
        response
    }
    let rows = [
        ("GET /widgets\nOrigin: https://evil.example", "200\nVary: Accept-Encoding, Origin\n\nlisted"),
        (
            "POST /widgets
             Origin: https://admin.example.com",
            "200
             Access-Control-Allow-Origin: https://admin.example.com
             Vary: Accept-Encoding, Origin",
        ),
        PREFLIGHT_FOR_POST,
    ];
    serve(app().layer(map_response(meddle))).await.check(&rows).await;
}

/// The decision depends on the headers that the browser sent.
#[tokio::test]
async fn layers_cannot_change_the_decision() {
    async fn strip(mut request: Request) -> Request {
        request.headers_mut().remove("origin");
        request
    }
    async fn forge(mut request: Request) -> Request {
        request.headers_mut().insert("origin", HeaderValue::from_static("https://evil.example"));
        request
    }
    let created = (
        "POST /widgets\nOrigin: https://admin.example.com\n\nbolt",
        "200\nAccess-Control-Allow-Origin: https://admin.example.com\nVary: Origin\n\nbolt",
    );
    let rejected = ("POST /widgets\nOrigin: https://evil.example", "403\nVary: Origin");
    serve(app().layer(map_request(strip))).await.check(&[LISTED, created, rejected]).await;
    serve(app().layer(map_request(forge))).await.check(&[LISTED, created, rejected]).await;
    let both = app().layer(map_request(strip)).layer(map_request(forge));
    serve(both).await.check(&[LISTED, created, rejected]).await;
}

type Log = Arc<Mutex<Vec<String>>>;

/// Records each request that a layer sees.
async fn note(State((log, layer)): State<(Log, &'static str)>, request: Request, next: Next) -> Response {
    log.lock().unwrap().push(format!("{layer}: {} {}", request.method(), request.uri()));
    next.run(request).await
}

async fn seen(app: &Served, log: &Log, request: &str) -> String {
    app.request_over_socket(TestRequest::new(request)).await;
    std::mem::take(&mut *log.lock().unwrap()).join(", ")
}

#[tokio::test]
async fn layers_see_every_request_except_options_outermost_first() {
    let log = Log::default();
    let layer = |name| from_fn_with_state((log.clone(), name), note);
    let app = app().layer(layer("inner")).layer(layer("outer")).fallback(async || "fallback");
    let app = serve(app.layer(layer("outermost"))).await;
    assert_eq!(seen(&app, &log, PREFLIGHT_FOR_POST.0).await, "");
    assert_eq!(seen(&app, &log, OTHER_OPTIONS.0).await, "");
    let expected = "outermost: GET /widgets, outer: GET /widgets, inner: GET /widgets";
    assert_eq!(seen(&app, &log, LISTED.0).await, expected);
    assert_eq!(seen(&app, &log, "PATCH /widgets").await, expected.replace("GET", "PATCH"));
    assert_eq!(seen(&app, &log, "OPTIONS /nowhere").await, "outermost: OPTIONS /nowhere");
}

#[tokio::test]
async fn a_layer_reaches_only_the_routes_before_it() {
    let log = Log::default();
    let layer = from_fn_with_state((log.clone(), "layer"), note);
    let app = CorsRouter::new().route("/before", list).layer(layer).route("/after", list).route("/before", create);
    let app = serve(app).await;
    assert_eq!(seen(&app, &log, "GET /before").await, "layer: GET /before");
    assert_eq!(seen(&app, &log, "POST /before").await, "");
    assert_eq!(seen(&app, &log, "GET /after").await, "");
}

#[tokio::test]
async fn a_route_layer_does_not_reach_the_fallback() {
    let log = Log::default();
    let layer = |name| from_fn_with_state((log.clone(), name), note);
    let app = app().merge(axum::Router::new().route("/plain", axum::routing::get("plain")));
    let app = serve(app.fallback(async || "fallback").route_layer(layer("layer"))).await;
    assert_eq!(seen(&app, &log, "GET /nowhere").await, "");
    assert_eq!(seen(&app, &log, "GET /widgets").await, "layer: GET /widgets");
    assert_eq!(seen(&app, &log, "GET /plain").await, "layer: GET /plain");
    assert_eq!(seen(&app, &log, PREFLIGHT_FOR_POST.0).await, "");
}

#[tokio::test]
async fn a_layer_on_the_embedding_router_is_outside_cors() {
    let embedding = axum::Router::from(app()).layer(from_fn(require_login));
    serve(embedding).await.check(&[LISTED, (PREFLIGHT_FOR_POST.0, "401")]).await;
}
