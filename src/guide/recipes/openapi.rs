use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use handler_cors::{BuildError, CorsRouter, Policy, cors};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

#[cors(origins = ["https://app.example.com"], credentials)]
static WEB: Policy;

#[derive(Deserialize, Serialize, ToSchema)]
struct Widget {
    name: String,
}

#[utoipa::path(post, path = "/widgets", request_body = Widget, responses((status = 201, body = Widget)))]
async fn create(Json(widget): Json<Widget>) -> (StatusCode, Json<Widget>) {
    (StatusCode::CREATED, Json(widget))
}

/// One constant for the document and the route.
const WIDGET: &str = "/widgets/{id}";

/// A handler with its own policy: `utoipa::path` goes above `cors`, and the document lists it by `paths(...)`.
#[utoipa::path(delete, path = WIDGET, params(("id" = u32, Path)), responses((status = 204)))]
#[cors(policy = WEB, methods = [DELETE])]
async fn delete_widget(Path(_id): Path<u32>) -> StatusCode {
    StatusCode::NO_CONTENT
}

#[derive(OpenApi)]
#[openapi(paths(delete_widget))]
struct WithPolicies;

pub fn app() -> Result<CorsRouter, BuildError> {
    let documented = OpenApiRouter::with_openapi(WithPolicies::openapi()).routes(routes!(create));
    let (router, document) = documented.split_for_parts();
    WEB.router(router)
        .route(WIDGET, delete_widget)
        .route("/openapi.json", WEB.get(async move || Json(document)))
        .build()
}
