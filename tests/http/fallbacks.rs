//! Fallbacks under a policy.

use crate::brief::{check, check_everywhere};
use crate::client::panic_text;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use handler_cors::{CorsRouter, Policy, cors};
use std::convert::Infallible;
use tower::service_fn;

#[cors(origins = ["https://app.example.com"], credentials)]
static WEB: Policy;

#[cors(origins = ["*"])]
static PUBLIC: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn list() -> &'static str {
    "list"
}

#[cors(policy = WEB, methods = [GET, POST])]
async fn unknown() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "unknown")
}

fn new() -> CorsRouter {
    CorsRouter::new()
}

/// The page that the policy allows can read why there is nothing.
#[tokio::test]
async fn a_404_is_readable() {
    let not_found = async || (StatusCode::NOT_FOUND, "unknown");
    let service = service_fn(move |_: Request| async move { Ok::<_, Infallible>(not_found().await.into_response()) });
    for app in [
        new().route("/list", list).fallback(WEB.any(not_found)),
        new().fallback(WEB.service(service)).route("/list", list),
        new().fallback(unknown).route("/list", list),
        new().fallback(WEB.get(not_found).post(not_found)).route("/list", list),
        WEB.router(Router::new().fallback(not_found)).route("/list", list),
        new().merge(new().fallback(unknown)).merge(new().route("/list", list)),
    ] {
        check_everywhere(
            app,
            &[
                ("app GET /nothing", "404 readable unknown"),
                ("app HEAD /nothing", "404 readable"),
                ("app GET /list/nothing", "404 readable unknown"),
                ("evil GET /nothing", "404 unknown"),
                ("evil POST /nothing", "403"),
                ("GET /nothing", "404 unknown"),
                ("POST /nothing", "404 unknown"),
                ("app GET /list", "200 readable list"),
            ],
        )
        .await;
    }
}

/// Without a policy, the response is not readable.
#[tokio::test]
async fn a_plain_fallback_has_no_cors() {
    for app in [
        new().route("/list", list).fallback(async || (StatusCode::NOT_FOUND, "unknown")),
        new().route("/list", list).merge(Router::new().fallback(async || (StatusCode::NOT_FOUND, "unknown"))),
        new().route("/list", list).fallback_service(get(async || (StatusCode::NOT_FOUND, "unknown"))),
    ] {
        check_everywhere(app, &[("app GET /nothing", "404 unknown"), ("app GET /list", "200 readable list")]).await;
    }
}

/// A fallback of handlers has methods like a path.
#[tokio::test]
async fn the_methods_of_a_fallback() {
    let app = new().fallback(WEB.get(async || "get").put(async || "put"));
    check_everywhere(
        app,
        &[
            ("app asks PUT /a/b", "204 allows GET, PUT: content-type"),
            ("app PUT /a/b", "200 readable put"),
            ("evil PUT /a/b", "403"),
            ("app DELETE /a/b", "405 readable"),
            ("app asks DELETE /a/b", "204 allows GET, PUT"),
            ("evil asks DELETE /a/b", "403"),
            ("app asks POST /a/b", "403"),
            ("OPTIONS /a/b", "204"),
        ],
    )
    .await;
}

/// Several policies in one fallback, by method.
#[tokio::test]
async fn a_fallback_under_two_policies() {
    let app = new().fallback((list, PUBLIC.put(async || "put")));
    check(
        app,
        &[
            ("app GET /a", "200 readable list"),
            ("evil GET /a", "200 list"),
            ("evil PUT /a", "200 readable put"),
            ("evil asks PUT /a", "204 allows PUT: content-type"),
            ("evil asks GET /a", "403"),
            ("app asks GET /a", "204 allows GET"),
        ],
    )
    .await;
}

#[test]
fn a_second_fallback_panics_with_both() {
    let public = || PUBLIC.any(async || "public");
    for text in [
        panic_text(|| new().fallback(unknown).fallback(public())),
        panic_text(|| new().fallback(public()).fallback(unknown)),
        panic_text(|| WEB.router(Router::<()>::new()).fallback(unknown)),
        panic_text(|| new().fallback(unknown).merge(WEB.router(Router::new()))),
        panic_text(|| new().fallback(unknown).fallback_service(get(async || "plain"))),
        panic_text(|| new().nest("/a", new().fallback(unknown)).nest("/a", new().fallback(public()))),
        panic_text(|| new().nest("/{a}", new().fallback(unknown)).nest("/{b}", new().fallback(public()))),
    ] {
        assert_eq!(text.matches("(tests/http/fallbacks.rs:").count(), 2, "{text}");
    }
}
