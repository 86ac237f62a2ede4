//! Routers composed in ways that once put a request under another policy, or past a layer.

use crate::brief::{check, request};
use crate::client::in_process;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["*"])]
static OPEN: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["x-admin"], max_age = 600)]
static APP: Policy;

#[cors(origins = ["https://admin.example.com"], credentials, enforce)]
static STRICT: Policy;

#[cors(origins = ["https://admin.example.com"], credentials, dangerously(unenforced))]
static UNENFORCED: Policy;

async fn login(request: Request, next: Next) -> Response {
    if request.headers().contains_key("x-login") {
        next.run(request).await
    } else {
        StatusCode::UNAUTHORIZED.into_response()
    }
}

fn application() -> Router {
    Router::new().route("/admin", get(async || "admin").post(async || "saved")).fallback(async || "fallback")
}

#[tokio::test]
async fn a_route_layer_is_around_an_application_that_is_alone() {
    for app in [
        OPEN.router(application()).route_layer(from_fn(login)),
        OPEN.router(application()).route_layer(from_fn(login)).with_state(()),
        OPEN.router(application()).method_not_allowed_fallback(async || "not allowed").route_layer(from_fn(login)),
    ] {
        let rows = [("GET /admin", "401 readable"), ("GET /admin x-login=1", "200 readable admin")];
        check(app.clone(), &rows).await;
        check(app, &[("GET /other", "200 readable fallback")]).await;
    }
}

#[tokio::test]
async fn another_fallback_is_not_under_the_policy_of_an_application() {
    let nested = CorsRouter::new()
        .nest("/app", OPEN.router(application()).reset_fallback())
        .fallback(STRICT.any(async || "strict"));
    let rows = [
        ("evil POST /secret", "403"),
        ("evil GET /secret", "403"),
        ("admin POST /secret", "200 readable strict"),
        ("evil POST /app/admin", "200 readable saved"),
    ];
    check(nested, &rows).await;
    let root = APP.router(application()).reset_fallback().fallback(STRICT.any(async || "strict"));
    let rows = [
        ("app POST /other", "403"),
        ("admin POST /other", "200 readable strict"),
        ("app POST /admin", "200 readable saved"),
    ];
    check(root, &rows).await;
}

#[test]
fn the_surface_lists_an_application_without_its_fallback() {
    let app = CorsRouter::new().merge(APP.router(application()).reset_fallback());
    let paths: Vec<_> = app.surface().rows().iter().map(|row| row.path.clone()).collect();
    assert_eq!(paths, ["/*"]);
}

/// Settings are those of the router that a handler was registered on.
#[tokio::test]
async fn settings_of_a_merged_router_do_not_reach_others_on_its_path() {
    let strict = || STRICT.post(async || "ran");
    let trial = || CorsRouter::new().route("/w", OPEN.get(async || "trial")).report_only(true);
    let new = CorsRouter::new;
    for app in [
        new().merge(trial()).route("/w", strict()).report_only(false),
        new().route("/w", strict()).report_only(false).merge(trial()),
        new().merge(trial()).merge(new().route("/w", strict()).report_only(false)),
        new().merge(trial()).route("/w", strict()),
    ] {
        check(app, &[("evil POST /w", "403"), ("evil GET /w", "200 readable trial")]).await;
    }
    let elsewhere = new().route("/w", OPEN.get(async || "open")).server_origins(["https://evil.example"]);
    let app = new().merge(elsewhere).route("/w", strict()).server_origins(["https://api.example.com"]);
    check(app, &[("evil POST /w", "403"), ("own POST /w", "200 ran")]).await;
}

/// The max age of a preflight for PUT, by which a page could otherwise skip the preflight of another request.
#[tokio::test]
async fn preflights_are_not_kept_where_they_would_open_something_else() {
    let one = || Router::new().route("/x", put(async || "put"));
    let ours = || CorsRouter::new().route("/x", APP.put(async || "put"));
    let without_headers = || UNENFORCED.get(async || "get");
    for (name, app, expected) in [
        ("alone", ours(), Some("600")),
        ("a handler under another policy", ours().route("/x", without_headers()), Some("0")),
        ("a plain route", ours().merge(Router::new().route("/x", post(async || "plain"))), Some("0")),
        (
            "`any` over an application",
            UNENFORCED.router(Router::new().route("/x", get(async || "get"))).route("/x", APP.any(async || "any")),
            Some("0"),
        ),
        (
            "an application below another one",
            UNENFORCED
                .router(Router::new().route("/api/x", get(async || "get")))
                .merge(CorsRouter::new().nest("/api", APP.router(one()))),
            Some("0"),
        ),
    ] {
        let path = if name.starts_with("an application below") { "/api/x" } else { "/x" };
        let preflight = request(&format!("app asks PUT {path}")).into_request();
        let response = in_process(Router::from(app), preflight).await;
        let max_age = response.header("access-control-max-age").map(|value| value.escape_ascii().to_string());
        assert_eq!(max_age.as_deref(), expected, "{name}: {}", response.text());
    }
}

/// For browsers, `*` in a list of methods means every method.
#[tokio::test]
async fn a_method_called_star_is_not_allowed() {
    let app = CorsRouter::new().route("/x", APP.any(async || "any"));
    check(app, &[("app asks * /x", "204 allows "), ("evil asks * /x", "403")]).await;
}
