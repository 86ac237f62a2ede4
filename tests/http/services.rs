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

/// Checks a service under `ASSETS` of which cross-origin requests can use GET and POST: its path, and the path that it sees.
async fn check(app: CorsRouter, path: &str, seen: &str) {
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
             Access-Control-Allow-Methods: POST
             Access-Control-Allow-Headers: x-a, content-type
             Access-Control-Max-Age: 60
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
                .to_owned(),
        ),
        (
            format!("OPTIONS {path}\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST"),
            "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers".to_owned(),
        ),
        (
            format!("OPTIONS {path}\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PROPFIND"),
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods:
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
                .to_owned(),
        ),
        (
            format!("OPTIONS {path}"),
            format!(
                "200
                 Vary: Accept, Origin, Access-Control-Request-Method, Access-Control-Request-Headers

                 OPTIONS {seen}"
            ),
        ),
        // The server's own pages and programs use every method; other pages use those of the policy.
        (format!("DELETE {path}"), format!("200\nVary: Accept, Origin\n\nDELETE {seen}")),
        (format!("PROPFIND {path}"), format!("200\nVary: Accept, Origin\n\nPROPFIND {seen}")),
        (format!("DELETE {path}\nOrigin: https://app.example.com"), "403\nVary: Origin".to_owned()),
        (format!("PROPFIND {path}\nOrigin: https://evil.example"), "403\nVary: Origin".to_owned()),
    ];
    let served = serve(app).await;
    for (request, expected) in &rows {
        served.check(&[(request, expected)]).await;
    }
}

const METHODS: [Method; 2] = [Method::GET, Method::POST];

/// A layer that must not see preflights.
async fn no_preflight(request: Request, next: Next) -> Response {
    assert!(!request.headers().contains_key("access-control-request-method"), "a preflight passed a layer");
    next.run(request).await
}

#[tokio::test]
async fn a_service_on_a_path() {
    let app = || CorsRouter::<()>::new().route("/files/{name}", ASSETS.methods(METHODS).service(upstream()));
    check(app(), "/files/a", "/files/a").await;
    check(app().layer(TraceLayer::new_for_http()).layer(from_fn(no_preflight)), "/files/a", "/files/a").await;
    check(CorsRouter::new().nest("/api", app()), "/api/files/a", "/files/a").await;
    let inside = CorsRouter::new().nest("/api", app().route_layer(from_fn(no_preflight)));
    check(inside.layer(from_fn(no_preflight)), "/api/files/a", "/files/a").await;
}

#[tokio::test]
async fn a_service_as_fallback() {
    let app = || CorsRouter::<()>::new().fallback(ASSETS.methods(METHODS).service(upstream()));
    check(app(), "/no/route", "/no/route").await;
    check(app(), "/", "/").await;
    check(app().route("/put", put), "/no/route", "/no/route").await;
    check(CorsRouter::new().route("/put", put).merge(app()), "/x", "/x").await;
    check(app().layer(from_fn(no_preflight)).layer(TraceLayer::new_for_http()), "/x", "/x").await;
    check(app().merge(Router::new().route("/plain", get(async || {}))), "/x", "/x").await;
    // A nested service sees the path below the prefix.
    check(CorsRouter::new().nest("/files", app()), "/files/a/b", "/a/b").await;
    let inside = CorsRouter::new().nest("/files", app().layer(from_fn(no_preflight)));
    check(inside.layer(from_fn(no_preflight)), "/files/a/b", "/a/b").await;
    let beside =
        CorsRouter::new().nest("/files", app()).fallback(ANY_ORIGIN.methods([Method::GET]).service(upstream()));
    check(beside, "/files/a/b", "/a/b").await;
}

/// The preflight status and clones of a router apply to its fallback too.
#[tokio::test]
async fn a_fallback_moves_with_its_router() {
    let own = || CorsRouter::<()>::new().fallback(ASSETS.methods(METHODS).service(upstream()));
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
        .route("/file", ASSETS.methods(METHODS).service(upstream()))
        .fallback(ASSETS.methods(METHODS).service(upstream()))
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
        .route("/file", ANY_ORIGIN.methods(METHODS).service(upstream()))
        .fallback(ANY_ORIGIN.methods(METHODS).service(upstream()))
        .route_layer(from_fn(rejects));
    let app = serve(app).await;
    assert_eq!(app.request("GET /file").await.status, 401);
    assert_eq!(app.request("GET /other").await.status, 200);
}

/// A service and handlers share a path, each method under its own policy.
#[tokio::test]
async fn with_handlers_on_the_same_path() {
    let app =
        CorsRouter::<()>::new().route("/files/{name}", put).route("/files/{name}", ANY_ORIGIN.service(upstream()));
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

/// Of several plain fallbacks the last one counts, as in axum. One under a policy is not replaced silently.
#[tokio::test]
async fn one_fallback() {
    let plain = async |uri: Uri| format!("plain {uri}");
    let app = CorsRouter::<()>::new().fallback(async || "first").fallback(plain);
    serve(app).await.check(&[("GET /x", "200\n\nplain /x")]).await;
    let app = CorsRouter::<()>::new().fallback(ANY_ORIGIN.service(upstream())).reset_fallback().fallback(plain);
    serve(app).await.check(&[("GET /x", "200\n\nplain /x")]).await;
    let new = || CorsRouter::<()>::new();
    for text in [
        panic_text(|| new().fallback(ANY_ORIGIN.any(plain)).fallback(plain)),
        panic_text(|| new().fallback(plain).fallback(ANY_ORIGIN.any(plain))),
        panic_text(|| new().fallback(ANY_ORIGIN.any(plain)).fallback(ASSETS.service(upstream()))),
        panic_text(|| new().merge(Router::new().fallback(plain)).fallback(put)),
        panic_text(|| new().fallback(put).merge(Router::new().fallback(plain))),
        panic_text(|| ANY_ORIGIN.router(Router::<()>::new()).merge(ASSETS.router(Router::new()))),
    ] {
        assert!(text.contains("are both the fallback of one router"), "{text}");
        assert!(text.matches("(tests/http/services.rs:").count() == 2, "{text}");
    }
}

#[tokio::test]
async fn files() {
    let assets =
        CorsRouter::<()>::new().fallback(ASSETS.methods([Method::GET]).service(ServeDir::new("ui/several_errors")));
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
    let methods = |methods: &'static [&'static str]| {
        let methods = methods.iter().map(|name| Method::from_bytes(name.as_bytes()).unwrap());
        panic_text(move || ASSETS.methods(methods))
    };
    assert!(methods(&[]).starts_with("`methods` is called without methods\n\nhelp: "), "{}", methods(&[]));
    assert!(methods(&["CONNECT"]).starts_with("`CONNECT` "), "{}", methods(&["CONNECT"]));
    assert!(methods(&["patch"]).starts_with("`patch` is not upper case"), "{}", methods(&["patch"]));
    assert!(methods(&["GET", "GET"]).contains("`GET`"), "{}", methods(&["GET", "GET"]));

    let propfind = || Method::from_bytes(b"PROPFIND").unwrap();
    let text = panic_text(|| ASSETS.on::<_, _, ()>(propfind(), async || ()));
    assert!(
        text.starts_with("`on` takes ") && text.contains(", not `PROPFIND`\n\nhelp: write `POLICY.any(handler)`"),
        "{text}"
    );
    let text = panic_text(|| ASSETS.on::<_, _, ()>([], async || ()));
    assert!(text.starts_with("`on` is called without methods\n\nhelp: "), "{text}");

    let new = || CorsRouter::<()>::new();
    let text = panic_text(|| new().route("/", put).route("/", ASSETS.put(async || ())));
    assert!(text.starts_with("`put` (tests/http/services.rs:") && text.contains("both serve PUT on `/`"), "{text}");
    let text = panic_text(|| new().route("/", ASSETS.service(upstream())).route("/", ASSETS.any(async || ())));
    assert!(text.contains("both serve every method on `/`"), "{text}");

    let fallback = || new().fallback(ASSETS.service(upstream()));
    let text = panic_text(|| fallback().merge(fallback()));
    assert!(text.contains("are both the fallback of one router"), "{text}");
    let text = panic_text(|| new().nest("/a", fallback()).merge(new().nest("/a", fallback())));
    assert!(text.contains("are both the fallback below `/a/`\n\nhelp: "), "{text}");
}

/// A preflight for the path of a route does not use the fallback.
#[tokio::test]
async fn routes_win_over_the_fallback() {
    let app = CorsRouter::<()>::new().route("/put", put).fallback(ANY_ORIGIN.methods(METHODS).service(upstream()));
    let app = serve(app).await;
    let request = "OPTIONS /put\nOrigin: https://evil.example\nAccess-Control-Request-Method: PUT";
    assert_eq!(app.request(request).await.status, 403);
    assert_eq!(app.request("GET /put").await.status, 405);
}

/// The service can return any type that is a response.
#[tokio::test]
async fn any_response() {
    let service = service_fn(async |_: Request| Ok::<_, Infallible>(StatusCode::IM_A_TEAPOT.into_response()));
    let app = CorsRouter::<()>::new().route("/", ANY_ORIGIN.methods([Method::GET]).service(service));
    serve(app).await.check(&[("GET /", "418\nAccess-Control-Allow-Origin: *")]).await;
}
