//! An application whose routes and OpenAPI document are made together, by utoipa-axum.

use crate::check_migration;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Json, Router};
use handler_cors::{CorsRouter, Policy, cors};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[cors(origins = ["https://app.example.com"], credentials)]
static WEB: Policy;

#[derive(Deserialize, Serialize, ToSchema)]
struct Widget {
    name: String,
}

#[utoipa::path(get, path = "/widgets", responses((status = 200, body = [Widget])))]
async fn list(State(name): State<&'static str>) -> Json<[Widget; 1]> {
    Json([Widget { name: name.to_owned() }])
}

#[utoipa::path(post, path = "/widgets", request_body = Widget, responses((status = 201, body = Widget)))]
async fn create(Json(widget): Json<Widget>) -> (StatusCode, Json<Widget>) {
    (StatusCode::CREATED, Json(widget))
}

/// The document and the router name one path.
const WIDGET: &str = "/widgets/{id}";

#[utoipa::path(get, path = WIDGET, params(("id" = u32, Path)), responses((status = 200, body = String)))]
async fn show(Path(id): Path<u32>) -> String {
    id.to_string()
}

#[utoipa::path(delete, path = WIDGET, params(("id" = u32, Path)), responses((status = 204)))]
async fn delete(_id: Path<u32>) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Under the policy of the application, and in the document all the same.
#[utoipa::path(delete, path = WIDGET, operation_id = "delete", params(("id" = u32, Path)), responses((status = 204)))]
#[cors(policy = WEB, methods = [DELETE])]
async fn delete_moved(id: Path<u32>) -> StatusCode {
    delete(id).await
}

/// The documentation of handlers that moved.
#[derive(OpenApi)]
#[openapi(paths(delete_moved))]
struct Moved;

fn before() -> (Router, utoipa::openapi::OpenApi) {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, delete))
        .with_state("sprocket")
        .split_for_parts()
}

fn moved() -> (CorsRouter, utoipa::openapi::OpenApi) {
    let (router, mut document) = OpenApiRouter::with_openapi(Moved::openapi())
        .routes(routes!(list, create))
        .routes(routes!(show))
        .split_for_parts();
    document.info = utoipa::openapi::OpenApi::default().info;
    (WEB.router(router).route(WIDGET, delete_moved).with_state("sprocket"), document)
}

#[tokio::test]
async fn a_documented_application() {
    let programs = [
        ("GET /widgets", r#"200 [{"name":"sprocket"}]"#),
        (r#"POST /widgets content-type=application/json body={"name":"a"}"#, r#"201 {"name":"a"}"#),
        ("GET /widgets/7", "200 7"),
        ("DELETE /widgets/7", "204"),
        ("PUT /widgets/7", "405"),
    ];
    let pages = [
        ("app GET /widgets", r#"200 readable [{"name":"sprocket"}]"#),
        ("app asks POST /widgets", "204 allows POST: content-type"),
        ("evil asks POST /widgets", "403"),
        (r#"evil POST /widgets content-type=application/json body={"name":"a"}"#, "403"),
        ("app GET /widgets/7", "200 readable 7"),
        ("app DELETE /widgets/7", "204 readable"),
        ("evil DELETE /widgets/7", "403"),
        ("evil asks DELETE /widgets/7", "403"),
        ("app PUT /widgets/7", "405 readable"),
    ];
    check_migration(before().0, &[WEB.router(before().0), moved().0], &programs, &pages).await;
}

/// Each path and method is documented before and after.
#[test]
fn the_document_stays_whole() {
    let operations = |document: &utoipa::openapi::OpenApi| -> Vec<(String, [bool; 3])> {
        let paths = document.paths.paths.iter();
        paths
            .map(|(path, item)| (path.clone(), [item.get.is_some(), item.post.is_some(), item.delete.is_some()]))
            .collect()
    };
    let expected = [("/widgets".to_owned(), [true, true, false]), (WIDGET.to_owned(), [true, false, true])];
    assert_eq!(operations(&before().1), expected);
    assert_eq!(operations(&moved().1), expected);
}
