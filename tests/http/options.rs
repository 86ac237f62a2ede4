//! OPTIONS requests that are no preflights, and what caches are told of their responses.

use crate::brief::{self, request};
use crate::client::{TestResponse, serve};
use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::routing::{get, post};
use handler_cors::{CorsRouter, Policy, cors};
use std::convert::Infallible;
use tower::service_fn;
use tower_http::trace::TraceLayer;

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn list() {}

#[cors(origins = ["*"], methods = [GET])]
async fn public() {}

fn vary(response: &TestResponse) -> String {
    String::from_utf8_lossy(response.header("vary").unwrap_or_default()).into_owned()
}

/// The response depends on all three headers, with and without an `Origin`, and no matter what serves OPTIONS of the path.
#[tokio::test]
async fn the_response_to_options_varies() {
    let service = || WEB.service(service_fn(async |_: Request| Ok::<_, Infallible>(())));
    let new = CorsRouter::new;
    let apps = [
        ("a handler", new().route("/x", list)),
        ("a public handler", new().route("/x", public)),
        ("a handler that serves it", new().route("/x", (list, WEB.on(Method::OPTIONS, async || ())))),
        ("an axum handler", new().route("/x", WEB.get(async || ()))),
        ("beside a plain route", new().route("/x", list).merge(Router::new().route("/x", post(async || ())))),
        ("a service", new().route("/x", service())),
        ("a mounted service", new().nest_service("/x", service())),
        ("a fallback", new().fallback(service())),
        ("a fallback of handlers", new().fallback(list)),
        ("an application", WEB.router(Router::new().route("/x", get(async || ()).options(async || ())))),
        ("an application without OPTIONS", WEB.router(Router::new().route("/x", get(async || ())))),
        ("an application's fallback", WEB.router(Router::new().fallback(async || ()))),
        ("a 404 of an application", WEB.router(Router::new())),
        ("beside an application", WEB.router(Router::new().route("/x", post(async || ()))).route("/x", list)),
    ];
    let mut wrong = String::new();
    for (name, app) in apps {
        let arranged = [
            (app.clone(), ""),
            (app.clone().layer(TraceLayer::new_for_http()), ""),
            (new().nest("/api", app.clone()), "/api"),
            (Router::new().nest("/api", app.into()).into(), "/api"),
        ];
        for (app, prefix) in arranged {
            let served = serve(app).await;
            for line in [
                "OPTIONS /x",
                "own OPTIONS /x",
                "app OPTIONS /x",
                "evil OPTIONS /x",
                "app asks GET /x",
                "evil asks GET /x",
            ] {
                let response = served.request_over_socket(request(line).below(prefix)).await;
                if vary(&response) != "Origin, Access-Control-Request-Method, Access-Control-Request-Headers" {
                    wrong += &format!("{name}: {line} (below `{prefix}`): {}\n", response.text());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A handler declares OPTIONS: it serves requests that are not preflights, enforced like POST.
#[tokio::test]
async fn a_handler_declares_options() {
    #[cors(policy = WEB, methods = [OPTIONS])]
    async fn capabilities() -> ([(&'static str, &'static str); 1], &'static str) {
        ([("dav", "1, 2")], "capabilities")
    }
    for app in [
        CorsRouter::new().route("/x", (list, capabilities)),
        CorsRouter::new().route("/x", list).route("/x", capabilities).layer(TraceLayer::new_for_http()),
    ] {
        let served = serve(app).await;
        for (line, expected) in [
            ("OPTIONS /x", "200 capabilities"),
            ("app OPTIONS /x", "200 readable capabilities"),
            ("evil OPTIONS /x", "403"),
            ("app asks GET /x", "204 allows GET, OPTIONS"),
            ("app asks OPTIONS /x", "204 allows GET, OPTIONS"),
            ("evil asks OPTIONS /x", "403"),
        ] {
            assert_eq!(brief::line(&served.request(request(line)).await), expected, "{line}");
        }
    }
}

/// A plain path has no policy.
#[tokio::test]
async fn options_without_a_policy() {
    let app = CorsRouter::new().route("/x", list).merge(Router::new().route("/plain", get(async || ())));
    let served = serve(app).await;
    for line in ["OPTIONS /plain", "app asks GET /plain", "OPTIONS /nothing"] {
        served.request(request(line)).await.assert_without_cors();
    }
}
