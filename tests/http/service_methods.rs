//! Services with methods of their own: WebDAV (RFC 4918), QUERY (RFC 10008), resumable uploads.

use crate::brief::{check, check_arranged, check_everywhere};
use crate::client::serve;
use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use handler_cors::{CorsRouter, CorsService, Policy, PolicyForMethods, cors};
use std::convert::Infallible;
use tower::service_fn;
use tower::util::BoxCloneSyncService;

#[cors(origins = ["https://app.example.com"], headers = ["depth"], expose = ["dav", "tus-version"], credentials)]
static FILES: Policy;

async fn respond(request: Request) -> Response {
    match request.method().as_str() {
        "OPTIONS" => {
            ([("dav", "1, 2"), ("tus-version", "1.0.0"), ("allow", "GET, PROPFIND")], "options").into_response()
        }
        "PROPFIND" => (StatusCode::MULTI_STATUS, "found").into_response(),
        "QUERY" => "results".into_response(),
        "HEAD" => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        method => (StatusCode::METHOD_NOT_ALLOWED, format!("no {method}")).into_response(),
    }
}

type Files = BoxCloneSyncService<Request, Response, Infallible>;

/// A service that responds to each method, to OPTIONS with what it can do.
fn files() -> Files {
    BoxCloneSyncService::new(service_fn(async |request| Ok(respond(request).await)))
}

fn methods<const N: usize>(names: [&str; N]) -> PolicyForMethods {
    FILES.methods(names.map(|name| Method::from_bytes(name.as_bytes()).unwrap()))
}

/// The service by every way that takes one.
fn mounted(make: impl Fn() -> CorsService<Files>) -> [CorsRouter; 3] {
    let new = CorsRouter::new;
    [new().nest_service("/dav", make()), new().route("/dav/{*path}", make()), new().fallback(make())]
}

/// The service as a fallback below a prefix. axum drops such a fallback where it nests the router again.
fn nested(service: CorsService<Files>) -> CorsRouter {
    CorsRouter::new().nest("/dav", CorsRouter::new().fallback(service))
}

/// The handler by every way that takes one for all methods.
fn handled() -> [CorsRouter; 4] {
    let new = CorsRouter::new;
    [
        new().route("/dav/{*path}", FILES.any(respond)),
        new().fallback(FILES.any(respond)),
        FILES.router(Router::new().route("/dav/{*path}", any(respond))),
        FILES.router(Router::new().fallback(respond)),
    ]
}

#[tokio::test]
async fn every_method_of_a_service() {
    let rows = [
        ("PROPFIND /dav/a", "207 found"),
        ("app PROPFIND /dav/a depth=1", "207 readable found"),
        ("own PROPFIND /dav/a", "207 found"),
        ("evil PROPFIND /dav/a", "403"),
        ("app asks PROPFIND /dav/a", "204 allows PROPFIND: depth, content-type"),
        ("evil asks PROPFIND /dav/a", "403"),
        ("QUERY /dav/a body=x", "200 results"),
        ("app QUERY /dav/a body=x", "200 readable results"),
        ("evil QUERY /dav/a body=x", "403"),
        ("app asks QUERY /dav/a", "204 allows QUERY: depth, content-type"),
        ("app MKCOL /dav/a", "405 readable no MKCOL"),
        ("OPTIONS /dav/a", "200 options"),
        ("own OPTIONS /dav/a", "200 options"),
        ("app OPTIONS /dav/a", "200 readable options"),
        ("evil OPTIONS /dav/a", "403"),
        ("app asks OPTIONS /dav/a", "204 allows OPTIONS: depth, content-type"),
    ];
    for app in mounted(|| FILES.service(files())).into_iter().chain(handled()) {
        check_everywhere(app, &rows).await;
    }
    check_arranged(nested(FILES.service(files())), &rows).await;
}

/// Pages use the methods that are named, other clients every one.
#[tokio::test]
async fn the_methods_that_pages_can_use() {
    let rows = [
        ("app PROPFIND /dav/a", "207 readable found"),
        ("app asks PROPFIND /dav/a", "204 allows PROPFIND: depth, content-type"),
        ("app HEAD /dav/a", "405 readable"),
        ("app QUERY /dav/a", "403"),
        ("app asks QUERY /dav/a", "204 allows "),
        ("app asks POST /dav/a", "403"),
        ("evil asks QUERY /dav/a", "403"),
        ("QUERY /dav/a", "200 results"),
        ("own QUERY /dav/a", "200 results"),
        ("OPTIONS /dav/a", "200 options"),
        ("app OPTIONS /dav/a", "403"),
    ];
    let service = || methods(["GET", "PROPFIND"]).service(files());
    for app in mounted(service) {
        check_everywhere(app, &rows).await;
    }
    check_arranged(nested(service()), &rows).await;
}

/// The headers of the service's own OPTIONS response reach the client.
#[tokio::test]
async fn the_response_to_options_is_that_of_the_service() {
    let expected = "200
        Allow: GET, PROPFIND
        DAV: 1, 2
        Tus-Version: 1.0.0
        Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    let of_app = "
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true
        Access-Control-Expose-Headers: dav, tus-version";
    for app in mounted(|| FILES.service(files())).into_iter().chain(handled()) {
        let app = serve(app).await;
        app.check(&[
            ("OPTIONS /dav/a", &format!("{expected}\n\noptions")),
            ("OPTIONS /dav/a\nAccess-Control-Request-Method: GET", &format!("{expected}\n\noptions")),
            ("OPTIONS /dav/a\nOrigin: https://app.example.com", &format!("{expected}{of_app}\n\noptions")),
        ])
        .await;
    }
}

/// A handler for OPTIONS on the path of the service takes them from it.
#[tokio::test]
async fn a_handler_for_options_beside_a_service() {
    let options = || FILES.on(Method::OPTIONS, async || "own options");
    for app in [
        CorsRouter::new().route("/dav", (options(), FILES.service(files()))),
        CorsRouter::new().route("/dav", options()).route("/dav", FILES.service(files())),
    ] {
        check(
            app,
            &[
                ("OPTIONS /dav", "200 own options"),
                ("PROPFIND /dav", "207 found"),
                ("app asks PROPFIND /dav", "204 allows PROPFIND: depth, content-type"),
            ],
        )
        .await;
    }
}
