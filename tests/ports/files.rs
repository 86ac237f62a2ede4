//! A server for files, with an API for them beside it.

use crate::check_migration;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use handler_cors::{CorsRouter, Policy, cors};
use std::sync::{Arc, Mutex};
use tower_http::services::{ServeDir, ServeFile};

/// Pages of every origin can show the files.
#[cors(origins = ["*"])]
static FILES: Policy;

/// The page that manages them.
#[cors(origins = ["https://app.example.com"], credentials)]
static MANAGE: Policy;

type Names = Arc<Mutex<Vec<String>>>;

async fn list(State(names): State<Names>) -> Json<Vec<String>> {
    Json(names.lock().unwrap().clone())
}

async fn upload(State(names): State<Names>, mut parts: Multipart) -> Result<StatusCode, (StatusCode, String)> {
    while let Some(part) = parts.next_field().await.map_err(|error| (error.status(), error.body_text()))? {
        names.lock().unwrap().extend(part.file_name().map(str::to_owned));
    }
    Ok(StatusCode::CREATED)
}

async fn remove(State(names): State<Names>, Path(name): Path<String>) -> StatusCode {
    let mut names = names.lock().unwrap();
    let before = names.len();
    names.retain(|known| *known != name);
    if names.len() < before { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

async fn require_login(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

fn api(with_remove: bool) -> Router<Names> {
    let routes = Router::new()
        .route("/files", get(list).post(upload).layer(DefaultBodyLimit::max(512)))
        .route("/files/{name}/touch", post(async || "touched"));
    if with_remove { routes.route("/files/{name}", delete(remove)) } else { routes }
}

fn names() -> Names {
    Arc::new(Mutex::new(vec!["a".to_owned()]))
}

/// One application, which `CorsLayer` would put under one policy.
fn before() -> Router {
    Router::new()
        .nest("/api", api(true).layer(from_fn(require_login)))
        .nest_service("/files", ServeDir::new("ui/several_errors"))
        .fallback_service(ServeFile::new("surface.txt"))
        .with_state(names())
}

#[cors(policy = MANAGE, methods = [DELETE])]
async fn remove_moved(names: State<Names>, name: Path<String>) -> StatusCode {
    remove(names, name).await
}

/// The files under one policy, the API under another.
fn moved() -> CorsRouter {
    let api = MANAGE.router(api(false)).route("/files/{name}", remove_moved).layer(from_fn(require_login));
    CorsRouter::new()
        .nest("/api", api)
        .nest_service("/files", FILES.service(ServeDir::new("ui/several_errors")))
        .fallback(MANAGE.service(ServeFile::new("surface.txt")))
        .with_state(names())
}

#[tokio::test]
async fn a_server_for_files() {
    let programs = [
        ("GET /api/files", "401"),
        ("GET /api/files cookie=a", r#"200 ["a"]"#),
        ("DELETE /api/files/b cookie=a", "404"),
        ("POST /api/files/a/touch cookie=a", "200 touched"),
        ("HEAD /anything", "200"),
    ];
    let pages = [
        ("app GET /api/files", "401 readable"),
        ("app GET /api/files cookie=a", r#"200 readable ["a"]"#),
        ("evil GET /api/files cookie=a", r#"200 ["a"]"#),
        ("app asks DELETE /api/files/a", "204 allows DELETE"),
        ("evil asks DELETE /api/files/a", "403"),
        ("evil DELETE /api/files/a cookie=a", "403"),
        ("app DELETE /api/files/b cookie=a", "404 readable"),
        ("evil POST /api/files/a/touch cookie=a", "403"),
        ("app asks POST /api/files", "204 allows POST: content-type"),
        ("app HEAD /files/readme.rs", "200 readable"),
        ("app HEAD /files/nothing", "404 readable"),
        ("app HEAD /anything", "200 readable"),
        ("evil HEAD /anything", "200"),
    ];
    let pages_before = pages.map(|(request, response)| {
        (request, if response == "204 allows DELETE" { "204 allows DELETE: content-type" } else { response })
    });
    check_migration(before(), &[MANAGE.router(before())], &programs, &pages_before).await;
    check_migration(before(), &[moved()], &programs, &pages).await;
    crate::brief::check(MANAGE.router(before()), &[("evil HEAD /files/readme.rs", "200")]).await;
    crate::brief::check(
        moved(),
        &[
            ("evil HEAD /files/readme.rs", "200 readable"),
            ("evil asks GET /files/readme.rs", "204 allows GET: content-type"),
        ],
    )
    .await;
}

/// Files are sent in parts, without a preflight, and are not stored for other pages.
#[tokio::test]
async fn an_upload() {
    let parts = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b\"\r\n\r\nb\r\n--x--\r\n";
    for app in [MANAGE.router(before()), moved()] {
        for (page, status) in [("app", 201), ("evil", 403), ("own", 201)] {
            let mut request = crate::brief::request(&format!(
                "{page} POST /api/files cookie=a content-type=multipart/form-data;boundary=x"
            ));
            request.body = parts.to_owned();
            let request = request.header("content-length", parts.len().to_string());
            let response = tower::ServiceExt::oneshot(app.clone(), request.into_request()).await.unwrap();
            assert_eq!(response.status(), status, "{page}");
        }
        crate::brief::check(app, &[("app GET /api/files cookie=a", r#"200 readable ["a","b","b"]"#)]).await;
    }
}
