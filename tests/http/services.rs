//! Services under a named policy.

use crate::client::{panic_text, serve};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use handler_cors::{CorsRouter, Policy, cors};
use std::convert::Infallible;
use tower::Service;
use tower::service_fn;
use tower_http::services::ServeDir;
use tower_http::trace::TraceLayer;

#[cors(
    origins = ["https://app.example.com"],
    headers = ["x-a"],
    expose = ["etag"],
    credentials,
    max_age = 60,
)]
static ASSETS: Policy;

#[cors(origins = ["*"])]
static ANY_ORIGIN: Policy;

#[cors(policy = ASSETS, methods = [PUT])]
async fn put() -> &'static str {
    "put"
}

/// Stands for a proxied server that sets its own CORS headers.
fn upstream()
-> impl Service<Request, Response = (StatusCode, HeaderMap, String), Error = Infallible, Future: Send + 'static>
+ Clone
+ Send
+ Sync
+ 'static {
    service_fn(async |request: Request| {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("access-control-allow-origin", "*"),
            ("access-control-allow-origin", "https://evil.example"),
            ("access-control-allow-credentials", "true"),
            ("access-control-allow-methods", "DELETE"),
            ("vary", "Accept"),
        ] {
            headers.append(name, value.parse().unwrap());
        }
        let is_head = request.method() == Method::HEAD;
        let body = if is_head { String::new() } else { format!("{} {}", request.method(), request.uri().path()) };
        Ok((StatusCode::OK, headers, body))
    })
}

const ALLOWED: &str = "
    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Access-Control-Expose-Headers: etag
    Vary: Accept, Origin";

/// Checks a service under `ASSETS`, for GET and POST: its path, and the path that it sees.
async fn check(app: impl Into<Router>, path: &str, seen: &str, allow: &str) {
    let rows = [
        (format!("GET {path}\nOrigin: https://app.example.com"), format!("200{ALLOWED}\n\nGET {seen}")),
        (format!("HEAD {path}\nOrigin: https://app.example.com"), format!("200{ALLOWED}")),
        (format!("POST {path}\nOrigin: https://app.example.com"), format!("200{ALLOWED}\n\nPOST {seen}")),
        (format!("GET {path}\nOrigin: https://evil.example"), format!("200\nVary: Accept, Origin\n\nGET {seen}")),
        (format!("GET {path}"), format!("200\nVary: Accept, Origin\n\nGET {seen}")),
        (format!("POST {path}\nOrigin: https://evil.example"), "403\nVary: Origin".to_owned()),
        (
            format!("OPTIONS {path}\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST"),
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods: GET, POST
             Access-Control-Allow-Headers: x-a
             Access-Control-Max-Age: 60
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
                .to_owned(),
        ),
        (
            format!("OPTIONS {path}\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST"),
            "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers".to_owned(),
        ),
        (format!("OPTIONS {path}"), format!("204\nAllow: {allow}")),
        (
            format!("DELETE {path}\nOrigin: https://app.example.com"),
            format!(
                "405
                 Access-Control-Allow-Origin: https://app.example.com
                 Access-Control-Allow-Credentials: true
                 Allow: {allow}
                 Vary: Origin"
            ),
        ),
        (format!("DELETE {path}\nOrigin: https://evil.example"), format!("405\nAllow: {allow}\nVary: Origin")),
    ];
    let served = serve(app).await;
    for (request, expected) in &rows {
        served.check(&[(request, expected)]).await;
    }
}

const METHODS: [Method; 2] = [Method::GET, Method::POST];
const ALLOW: &str = "GET, HEAD, OPTIONS, POST";

/// A layer that must not see preflights.
async fn no_preflight(request: Request, next: Next) -> Response {
    assert_ne!(request.method(), "OPTIONS", "a preflight passed a layer");
    next.run(request).await
}

#[tokio::test]
async fn a_service_on_a_path() {
    let app = || CorsRouter::<()>::new().route_service("/files/{name}", &ASSETS, METHODS, upstream());
    check(app(), "/files/a", "/files/a", ALLOW).await;
    check(app().layer(TraceLayer::new_for_http()).layer(from_fn(no_preflight)), "/files/a", "/files/a", ALLOW).await;
    check(CorsRouter::new().nest("/api", app()), "/api/files/a", "/files/a", ALLOW).await;
    let inside = CorsRouter::new().nest("/api", app().route_layer(from_fn(no_preflight)));
    check(inside.layer(from_fn(no_preflight)), "/api/files/a", "/files/a", ALLOW).await;
}

#[tokio::test]
async fn a_service_as_fallback() {
    let app = || CorsRouter::<()>::new().fallback_service(&ASSETS, METHODS, upstream());
    check(app(), "/no/route", "/no/route", ALLOW).await;
    check(app(), "/", "/", ALLOW).await;
    check(app().route("/put", put), "/no/route", "/no/route", ALLOW).await;
    check(CorsRouter::new().route("/put", put).merge(app()), "/x", "/x", ALLOW).await;
    check(app().layer(from_fn(no_preflight)).layer(TraceLayer::new_for_http()), "/x", "/x", ALLOW).await;
    check(app().merge(Router::new().route("/plain", get(async || {}))), "/x", "/x", ALLOW).await;
    // A nested service sees the path below the prefix.
    check(CorsRouter::new().nest("/files", app()), "/files/a/b", "/a/b", ALLOW).await;
    let inside = CorsRouter::new().nest("/files", app().layer(from_fn(no_preflight)));
    check(inside.layer(from_fn(no_preflight)), "/files/a/b", "/a/b", ALLOW).await;
    let beside = CorsRouter::new().nest("/files", app()).fallback_service(&ANY_ORIGIN, [Method::GET], upstream());
    check(beside, "/files/a/b", "/a/b", ALLOW).await;
}

/// The preflight status and clones of a router apply to its fallback too.
#[tokio::test]
async fn a_fallback_moves_with_its_router() {
    let own = || CorsRouter::<()>::new().fallback_service(&ASSETS, METHODS, upstream());
    let message = || own().preflight_status(StatusCode::ACCEPTED);
    for (app, path, status) in [
        (own(), "/x", 204),
        (own().clone(), "/x", 204),
        (message(), "/x", 202),
        (CorsRouter::new().nest("/files", message()), "/files/x", 202),
        (CorsRouter::new().nest("/files", message()).preflight_status(StatusCode::OK), "/files/x", 202),
        (CorsRouter::new().nest("/files", own()).preflight_status(StatusCode::OK), "/files/x", 200),
        (CorsRouter::new().merge(message()).preflight_status(StatusCode::OK).clone(), "/x", 202),
    ] {
        let request = format!("OPTIONS {path}\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET");
        assert_eq!(serve(app).await.request(&*request).await.status, status, "{path} {status}");
    }
}

/// The own responses of a layer carry the headers of the service's policy.
#[tokio::test]
async fn layers_are_inside_cors() {
    async fn rejects(_: Request, _: Next) -> StatusCode {
        StatusCode::UNAUTHORIZED
    }
    let app = CorsRouter::<()>::new()
        .route_service("/file", &ASSETS, METHODS, upstream())
        .fallback_service(&ASSETS, METHODS, upstream())
        .layer(from_fn(rejects));
    let allowed = ALLOWED.replace("Accept, ", "");
    let expected = format!("401{allowed}");
    let rows = ["/file", "/other"].map(|path| format!("GET {path}\nOrigin: https://app.example.com"));
    let app = serve(app).await;
    for request in &rows {
        app.check(&[(request, &expected)]).await;
    }
}

/// `route_layer` does not apply to fallbacks, as in axum.
#[tokio::test]
async fn route_layers_do_not_reach_the_fallback() {
    async fn rejects(_: Request, _: Next) -> StatusCode {
        StatusCode::UNAUTHORIZED
    }
    let app = CorsRouter::<()>::new()
        .route_service("/file", &ANY_ORIGIN, METHODS, upstream())
        .fallback_service(&ANY_ORIGIN, METHODS, upstream())
        .route_layer(from_fn(rejects));
    let app = serve(app).await;
    assert_eq!(app.request("GET /file").await.status, 401);
    assert_eq!(app.request("GET /other").await.status, 200);
}

/// A service and handlers share a path, each method under its own policy.
#[tokio::test]
async fn with_handlers_on_the_same_path() {
    let app = CorsRouter::<()>::new().route("/files/{name}", put).route_service(
        "/files/{name}",
        &ANY_ORIGIN,
        [Method::GET],
        upstream(),
    );
    let rows = [
        ("GET /files/a", "200\nAccess-Control-Allow-Origin: *\nVary: Accept\n\nGET /files/a"),
        (
            "PUT /files/a\nOrigin: https://app.example.com",
            "200
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Expose-Headers: etag
             Vary: Origin

             put",
        ),
        (
            "OPTIONS /files/a\nOrigin: https://evil.example\nAccess-Control-Request-Method: PUT",
            "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
    ];
    serve(app).await.check(&rows).await;
}

/// The last fallback wins, as in axum.
#[tokio::test]
async fn the_last_fallback_wins() {
    let plain = async |uri: Uri| format!("plain {uri}");
    let app = CorsRouter::<()>::new().fallback_service(&ANY_ORIGIN, [Method::GET], upstream()).fallback(plain);
    serve(app).await.check(&[("GET /x", "200\n\nplain /x")]).await;
    let app = CorsRouter::<()>::new().fallback(plain).fallback_service(&ANY_ORIGIN, [Method::GET], upstream());
    serve(app).await.check(&[("GET /x", "200\nAccess-Control-Allow-Origin: *\nVary: Accept\n\nGET /x")]).await;
}

#[tokio::test]
async fn files() {
    let assets = CorsRouter::<()>::new().fallback_service(&ASSETS, [Method::GET], ServeDir::new("ui/several_errors"));
    let app = serve(CorsRouter::new().nest("/assets", assets)).await;
    let response = app.request("GET /assets/readme.rs\nOrigin: https://app.example.com").await;
    assert_eq!(response.status, 200);
    assert_eq!(response.header("access-control-allow-origin"), Some(&b"https://app.example.com"[..]));
    // A 404 is readable too.
    let response = app.request("GET /assets/nothing\nOrigin: https://app.example.com").await;
    assert_eq!(response.status, 404);
    assert_eq!(response.header("access-control-allow-origin"), Some(&b"https://app.example.com"[..]));
    assert_eq!(response.header("vary"), Some(&b"Origin"[..]));
}

#[test]
fn invalid_services_panic_at_start_up() {
    let route = |methods: &'static [&'static str]| {
        let methods = methods.iter().map(|name| Method::from_bytes(name.as_bytes()).unwrap());
        panic_text(move || CorsRouter::<()>::new().route_service("/", &ASSETS, methods, upstream()))
    };
    assert!(route(&[]).contains("methods"), "{}", route(&[]));
    assert!(route(&["OPTIONS"]).starts_with("`OPTIONS` "), "{}", route(&["OPTIONS"]));
    assert!(route(&["CONNECT"]).starts_with("`CONNECT` "), "{}", route(&["CONNECT"]));
    assert!(route(&["patch"]).starts_with("`patch` is not upper case"), "{}", route(&["patch"]));
    assert!(route(&["GET", "GET"]).contains("`GET`"), "{}", route(&["GET", "GET"]));

    let text =
        panic_text(|| CorsRouter::<()>::new().route("/", put).route_service("/", &ASSETS, [Method::PUT], upstream()));
    assert!(text.starts_with("`put` (tests/http/services.rs:") && text.contains("both serve PUT on `/`"), "{text}");

    let fallback = || CorsRouter::<()>::new().fallback_service(&ASSETS, METHODS, upstream());
    let text = panic_text(|| fallback().merge(fallback()));
    assert!(text.contains("are both the fallback of `/`"), "{text}");
    let text = panic_text(|| CorsRouter::new().nest("/a", fallback()).merge(CorsRouter::new().nest("/a", fallback())));
    assert!(text.contains("are both the fallback of `/a/`"), "{text}");
    let text = panic_text(|| Router::from(fallback().merge(Router::new().fallback(async || {}))));
    assert!(text.contains("fallback"), "{text}");
}

/// A preflight for the path of a route does not use the fallback.
#[tokio::test]
async fn routes_win_over_the_fallback() {
    let app = CorsRouter::<()>::new().route("/put", put).fallback_service(&ANY_ORIGIN, METHODS, upstream());
    let app = serve(app).await;
    let request = "OPTIONS /put\nOrigin: https://evil.example\nAccess-Control-Request-Method: PUT";
    assert_eq!(app.request(request).await.status, 403);
    assert_eq!(app.request("GET /put").await.status, 405);
}

/// The service can return any type that is a response.
#[tokio::test]
async fn any_response() {
    let service = service_fn(async |_: Request| Ok::<_, Infallible>(StatusCode::IM_A_TEAPOT.into_response()));
    let app = CorsRouter::<()>::new().route_service("/", &ANY_ORIGIN, [Method::GET], service);
    serve(app).await.check(&[("GET /", "418\nAccess-Control-Allow-Origin: *")]).await;
}
