//! Handlers that move from a whole application to routes of their own, one method at a time.

use crate::brief::{check, check_everywhere};
use crate::client::panic_text;
use axum::extract::{MatchedPath, OriginalUri, Path, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{any, get, patch, post};
use axum::{Json, Router};
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"], credentials)]
static WEB: Policy;

#[cors(origins = ["https://admin.example.com"])]
static ADMIN: Policy;

/// Responds with what a handler sees of its route.
async fn seen(Path(id): Path<u32>, matched: MatchedPath, OriginalUri(uri): OriginalUri) -> String {
    format!("{id}|{}|{}", matched.as_str(), uri.path())
}

#[cors(origins = ["*"], methods = [GET])]
async fn show(id: Path<u32>, matched: MatchedPath, uri: OriginalUri) -> String {
    seen(id, matched, uri).await
}

#[cors(policy = ADMIN, methods = [DELETE])]
async fn delete(id: Path<u32>, matched: MatchedPath, uri: OriginalUri) -> String {
    seen(id, matched, uri).await
}

/// The routes that stay.
fn rest() -> Router {
    Router::new()
        .route("/users/{id}", post(seen).put(async |Json(name): Json<String>| name))
        .route("/users", get(async || "users"))
        .fallback(async || (StatusCode::NOT_FOUND, "nothing"))
}

/// Moved handlers beside an application, each with the prefix of their paths and how it is written.
fn arrangements() -> Vec<(&'static str, &'static str, CorsRouter)> {
    let moved = || WEB.router(rest()).route("/users/{id}", show).route("/users/{id}", delete);
    let new = CorsRouter::new;
    vec![
        ("", "", moved()),
        ("", "", new().route("/users/{id}", (show, delete)).merge(WEB.router(rest()))),
        ("", "", new().route("/users/{id}", show).merge(WEB.router(rest()).route("/users/{id}", delete))),
        ("/api", "/api", new().nest("/api", moved())),
        ("/api", "/api", new().nest("/api", WEB.router(rest())).route("/api/users/{id}", (show, delete))),
        ("/api", "/api", new().route("/api/users/{id}", (show, delete)).nest("/api", WEB.router(rest()))),
        (
            "/api",
            "/api",
            new()
                .nest("/api", new().route("/users/{id}", (show, delete)))
                .merge(new().nest("/api", WEB.router(rest()))),
        ),
        ("/v1/api", "/v1/api", new().nest("/v1", new().nest("/api", moved()))),
        ("/users", "/users", new().nest("/users", moved()).fallback(async || StatusCode::NOT_FOUND)),
        ("/api", "/api", Router::new().nest("/api", Router::from(moved())).into()),
    ]
}

#[tokio::test]
async fn one_method_moves_and_the_others_stay() {
    for (prefix, written, app) in arrangements() {
        let path = format!("{prefix}/users/7");
        let body = format!("7|{written}/users/{{id}}|{path}");
        let rows = [
            // The handlers that moved, under their policies.
            (format!("evil GET {path}"), format!("200 readable {body}")),
            (format!("evil HEAD {path}"), "200 readable".to_owned()),
            (format!("evil asks GET {path}"), "204 allows GET".to_owned()),
            (format!("admin DELETE {path}"), format!("200 readable {body}")),
            (format!("admin asks DELETE {path}"), "204 allows DELETE".to_owned()),
            (format!("app DELETE {path}"), "403".to_owned()),
            (format!("app asks DELETE {path}"), "403".to_owned()),
            // Those that stay, under the application's.
            (format!("app POST {path}"), format!("200 readable {body}")),
            (format!("admin POST {path}"), "403".to_owned()),
            (format!("app asks POST {path}"), "204 allows POST: content-type".to_owned()),
            (format!("app asks PUT {path}"), "204 allows PUT: content-type".to_owned()),
            (format!("evil asks PUT {path}"), "403".to_owned()),
            (format!("app PUT {path} content-type=application/json body=\"x\""), "200 readable x".to_owned()),
            (format!("app GET {prefix}/users"), "200 readable users".to_owned()),
            (format!("evil GET {prefix}/users"), "200 users".to_owned()),
            (format!("app GET {prefix}/users/7/x"), "404 readable nothing".to_owned()),
            (format!("evil POST {prefix}/users/7/x"), "403".to_owned()),
            // What nothing serves.
            (format!("app PATCH {path}"), "405 readable".to_owned()),
            (format!("PATCH {path}"), "405 readable".to_owned()),
        ];
        let rows: Vec<_> = rows.iter().map(|(request, expected)| (request.as_str(), expected.as_str())).collect();
        check(app, &rows).await;
    }
}

/// `any` in the application serves what no handler that moved does.
#[tokio::test]
async fn a_method_moves_from_any() {
    let application = Router::new().route("/users/{id}", any(async |request: Request| request.method().to_string()));
    check_everywhere(
        WEB.router(application).route("/users/{id}", delete),
        &[
            ("app GET /users/7", "200 readable GET"),
            ("app PUT /users/7", "200 readable PUT"),
            ("app asks PROPFIND /users/7", "204 allows PROPFIND: content-type"),
            ("app DELETE /users/7", "403"),
            ("admin asks DELETE /users/7", "204 allows DELETE"),
            ("admin asks PUT /users/7", "403"),
        ],
    )
    .await;
}

/// A path of its own within a wildcard of the application: axum sends all methods of the path to the more specific one.
#[tokio::test]
async fn a_handler_on_a_more_specific_path() {
    #[cors(policy = ADMIN, methods = [GET])]
    async fn readme() -> &'static str {
        "readme"
    }

    let application = || {
        let rest = get(async |Path(rest): Path<String>| rest).delete(async || "deleted");
        Router::new().route("/files/{*rest}", rest.clone()).route("/{user}/{file}", rest).fallback(async || "fallback")
    };
    for app in [
        WEB.router(application()).route("/files/readme", readme),
        CorsRouter::new().route("/files/readme", readme).merge(WEB.router(application())),
    ] {
        check_everywhere(
            app,
            &[
                ("admin GET /files/readme", "200 readable readme"),
                ("app GET /files/readme", "200 readme"),
                ("admin asks GET /files/readme", "204 allows GET"),
                ("app asks GET /files/readme", "403"),
                ("DELETE /files/readme", "405"),
                ("admin asks DELETE /files/readme", "204 allows GET"),
                ("app asks DELETE /files/other", "204 allows DELETE: content-type"),
                ("admin asks DELETE /files/other", "403"),
                ("app DELETE /files/a/b", "200 readable deleted"),
                ("admin DELETE /files/a/b", "403"),
                ("app asks DELETE /files/readme/b", "204 allows DELETE: content-type"),
                ("app GET /elsewhere", "200 readable fallback"),
            ],
        )
        .await;
    }
}

/// The handlers may need the router's state, and all of them can move.
#[tokio::test]
async fn states_are_shared_and_everything_can_move() {
    #[cors(policy = WEB, methods = [GET])]
    async fn name(State(name): State<&'static str>) -> &'static str {
        name
    }

    let application = Router::new().route("/name", patch(async |State(name): State<&'static str>| name));
    let app = WEB.router(application).route("/name", name).with_state("ada");
    check_everywhere(
        app,
        &[
            ("app GET /name", "200 readable ada"),
            ("app PATCH /name", "200 readable ada"),
            ("app asks PATCH /name", "204 allows PATCH: content-type"),
        ],
    )
    .await;
    let app = WEB.router(Router::new()).route("/name", name).with_state("ada");
    check_everywhere(app, &[("app GET /name", "200 readable ada"), ("app GET /nothing", "404 readable")]).await;
}

#[test]
fn a_handler_that_moves_leaves_the_application() {
    let application = || WEB.router(Router::new().route("/users/{id}", get(seen)));
    for text in [
        panic_text(|| application().route("/users/{id}", show)),
        panic_text(|| CorsRouter::new().route("/users/{id}", show).merge(application())),
        panic_text(|| CorsRouter::<()>::new().nest("/api", application()).route("/api/users/{id}", show)),
    ] {
        assert!(
            text.contains("`GET /users/{id}` already exists") || text.contains("`GET /api/users/{id}` already exists"),
            "{text}"
        );
    }
}

async fn require_login(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

/// The order of a migration: the layers of the application move to the `CorsRouter` first.
#[tokio::test]
async fn layers_move_before_handlers() {
    let app = WEB.router(rest()).layer(from_fn(require_login));
    let rows = [
        ("app POST /users/7", "401 readable"),
        ("app GET /users", "401 readable"),
        ("app GET /nothing", "401 readable"),
        ("app asks PUT /users/7", "204 allows PUT: content-type"),
    ];
    check_everywhere(app.clone(), &rows).await;

    let moved = WEB.router(rest()).route("/users/{id}", (show, delete)).layer(from_fn(require_login));
    check_everywhere(moved.clone(), &rows).await;
    check_everywhere(
        moved,
        &[
            ("evil GET /users/7", "401 readable"),
            ("admin DELETE /users/7", "401 readable"),
            ("admin asks DELETE /users/7", "204 allows DELETE"),
        ],
    )
    .await;
}

/// A handler that moves before the layers do is outside of them: nothing asks for a login any more.
#[tokio::test]
async fn a_handler_that_moves_before_the_layers_is_outside_of_them() {
    let app = WEB.router(rest().layer(from_fn(require_login))).route("/users/{id}", WEB.get(seen));
    check(app, &[("app POST /users/7", "401 readable"), ("app GET /users/7", "200 readable 7|/users/{id}|/users/7")])
        .await;
}
