//! A server for a language model: a JSON API with keys, streamed responses, and remote procedure calls; 25 routes.

use crate::check_migration;
use axum::body::{Body, Bytes};
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Path, Query, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, delete, get, post};
use axum::{Json, Router};
use handler_cors::{CorsRouter, Policy, cors};
use http_body_util::Channel;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tower_http::trace::TraceLayer;

/// The pages of the product. They send their key, and read the identifier of a request.
#[cors(origins = ["https://app.example.com"], headers = [AUTHORIZATION, "x-request-id"], expose = ["x-request-id"])]
static WEB: Policy;

struct Model {
    name: &'static str,
    key: &'static str,
    requests: AtomicUsize,
}

type Shared = State<Arc<Model>>;

/// JSON whose errors are JSON too.
#[derive(FromRequest)]
#[from_request(via(Json), rejection(ApiError))]
struct ApiJson<T>(T);

#[derive(Debug)]
struct ApiError(StatusCode, String);

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        ApiError(rejection.status(), rejection.body_text())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

#[derive(Deserialize)]
struct Prompt {
    prompt: String,
    #[serde(default)]
    stream: bool,
}

#[derive(Serialize)]
struct Completion {
    text: String,
}

async fn complete(State(model): Shared, ApiJson(prompt): ApiJson<Prompt>) -> Response {
    model.requests.fetch_add(1, Ordering::Relaxed);
    let text = prompt.prompt.to_uppercase();
    if prompt.stream { streamed(text) } else { Json(Completion { text }).into_response() }
}

/// One event for each letter.
fn streamed(text: String) -> Response {
    let (mut sender, body) = Channel::<Bytes, Infallible>::new(1);
    tokio::spawn(async move {
        for letter in text.chars() {
            if sender.send_data(Bytes::from(format!("data:{letter};"))).await.is_err() {
                return;
            }
        }
    });
    ([(CONTENT_TYPE, "text/event-stream")], Body::new(body)).into_response()
}

async fn models(State(model): Shared) -> Json<Value> {
    Json(json!([model.name]))
}

async fn model(Path(name): Path<String>, State(model): Shared) -> Result<String, ApiError> {
    if name == model.name { Ok(name) } else { Err(ApiError(StatusCode::NOT_FOUND, format!("no model {name}"))) }
}

#[derive(Deserialize)]
struct Page {
    limit: Option<u8>,
}

async fn jobs(Query(page): Query<Page>) -> String {
    page.limit.unwrap_or(20).to_string()
}

/// One route for all remote procedure calls.
async fn call(ApiJson(call): ApiJson<Value>) -> Json<Value> {
    Json(json!({ "id": call["id"], "result": call["method"] }))
}

async fn metrics(State(model): Shared) -> String {
    (model.requests.load(Ordering::Relaxed) > 0).to_string()
}

async fn require_key(
    State(model): Shared,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let key = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    if key == Some(model.key) {
        Ok(next.run(request).await)
    } else {
        Err(ApiError(StatusCode::UNAUTHORIZED, "no key".into()))
    }
}

async fn same_response_headers(mut response: Response) -> Response {
    response.headers_mut().insert("x-request-id", "7".parse().unwrap());
    response
}

fn v1(complete_route: bool) -> Router<Arc<Model>> {
    let routes = Router::new()
        .route("/completions", post(complete))
        .route("/responses", post(complete))
        .route("/embeddings", post(async |ApiJson(prompt): ApiJson<Prompt>| prompt.prompt.len().to_string()))
        .route("/models", get(models))
        .route("/models/{name}", get(model).delete(async |Path(name): Path<String>| name))
        .route("/files", get(async || "[]").post(async |body: Bytes| body.len().to_string()))
        .route("/files/{id}", get(async |Path(id): Path<u32>| id.to_string()).delete(async || StatusCode::NO_CONTENT))
        .route("/files/{id}/content", get(async || "content"))
        .route("/jobs", get(jobs).post(async || (StatusCode::CREATED, "job")))
        .route("/jobs/{id}", get(async || "job"))
        .route("/jobs/{id}/cancel", post(async || "cancelled"))
        .route("/jobs/{id}/events", get(async || streamed("ab".into())))
        .route("/moderations", post(async || "fine"))
        .route("/audio/speech", post(async || Bytes::from_static(b"sound")))
        .route("/audio/transcriptions", post(async || "text"))
        .route("/images", post(async || "image"))
        .route("/batches", get(async || "[]").post(async || "batch"))
        .route("/batches/{id}", delete(async || StatusCode::NO_CONTENT));
    if complete_route { routes.route("/chat/completions", post(complete)) } else { routes }
}

fn routes(with_chat: bool) -> Router<Arc<Model>> {
    Router::new()
        .route("/health", get(async || "ok"))
        .route("/version", get(|| async { env!("CARGO_PKG_VERSION") }))
        .route("/metrics", get(metrics))
        .route("/rpc", post(call))
        .route("/slots", get(async || "[]"))
        .route("/props", any(async || "props"))
        .nest("/v1", v1(with_chat))
        .fallback(async || ApiError(StatusCode::NOT_FOUND, "no such route".into()))
        .layer(DefaultBodyLimit::max(64))
        .layer(axum::middleware::map_response(same_response_headers))
}

fn shared() -> Arc<Model> {
    Arc::new(Model { name: "tiny", key: "Bearer-key", requests: AtomicUsize::new(0) })
}

fn before() -> Router {
    let model = shared();
    routes(true)
        .layer(from_fn_with_state(model.clone(), require_key))
        .layer(TraceLayer::new_for_http())
        .with_state(model)
}

fn adopted() -> CorsRouter {
    WEB.router(before())
}

#[cors(policy = WEB, methods = [POST])]
async fn chat(model: Shared, prompt: ApiJson<Prompt>) -> Response {
    complete(model, prompt).await
}

/// The layers are around both; one handler is on its own.
fn moved() -> CorsRouter {
    let model = shared();
    WEB.router(routes(false))
        .route("/v1/chat/completions", chat)
        .layer(axum::middleware::map_response(same_response_headers))
        .layer(from_fn_with_state(model.clone(), require_key))
        .layer(TraceLayer::new_for_http())
        .with_state(model)
}

#[tokio::test]
async fn a_server_for_a_language_model() {
    let programs = [
        ("GET /health", r#"401 {"error":"no key"}"#),
        ("GET /health authorization=Bearer-key", "200 ok"),
        ("GET /v1/models authorization=Bearer-key", r#"200 ["tiny"]"#),
        ("GET /v1/models/tiny authorization=Bearer-key", "200 tiny"),
        ("GET /v1/models/big authorization=Bearer-key", r#"404 {"error":"no model big"}"#),
        (
            r#"POST /v1/chat/completions authorization=Bearer-key content-type=application/json body={"prompt":"hi"}"#,
            r#"200 {"text":"HI"}"#,
        ),
        (
            r#"POST /v1/completions authorization=Bearer-key content-type=application/json body={"prompt":"hi","stream":true}"#,
            "200 data:H;data:I;",
        ),
        ("GET /v1/jobs?limit=3 authorization=Bearer-key", "200 3"),
        (
            r#"POST /rpc authorization=Bearer-key content-type=application/json body={"id":1,"method":"m"}"#,
            r#"200 {"id":1,"result":"m"}"#,
        ),
        ("PUT /props authorization=Bearer-key", "200 props"),
        ("GET /nothing authorization=Bearer-key", r#"404 {"error":"no such route"}"#),
        ("PUT /rpc authorization=Bearer-key", "405"),
    ];
    let pages = [
        ("app GET /v1/models", r#"401 readable {"error":"no key"}"#),
        ("app GET /v1/models authorization=Bearer-key", r#"200 readable ["tiny"]"#),
        ("evil GET /v1/models authorization=Bearer-key", r#"200 ["tiny"]"#),
        (
            r#"app POST /v1/chat/completions authorization=Bearer-key content-type=application/json body={"prompt":"hi"}"#,
            r#"200 readable {"text":"HI"}"#,
        ),
        (
            r#"app POST /v1/chat/completions authorization=Bearer-key content-type=application/json body={"prompt":"hi","stream":true}"#,
            "200 readable data:H;data:I;",
        ),
        (
            r#"evil POST /v1/chat/completions authorization=Bearer-key content-type=application/json body={"prompt":"hi"}"#,
            "403",
        ),
        (
            "app POST /v1/chat/completions authorization=Bearer-key content-type=application/json body={",
            r#"400 readable {"error":"Failed to parse the request body as JSON: EOF while parsing an object at line 1 column 1"}"#,
        ),
        ("app asks POST /v1/chat/completions", "204 allows POST: authorization, x-request-id, content-type"),
        ("app asks POST /v1/responses", "204 allows POST: authorization, x-request-id, content-type"),
        ("app asks DELETE /v1/files/7", "204 allows DELETE: authorization, x-request-id, content-type"),
        ("evil asks DELETE /v1/files/7", "403"),
        ("app DELETE /v1/files/7 authorization=Bearer-key", "204 readable"),
        ("app GET /v1/jobs/7/events authorization=Bearer-key", "200 readable data:a;data:b;"),
        ("app GET /nothing authorization=Bearer-key", r#"404 readable {"error":"no such route"}"#),
        ("app PUT /rpc authorization=Bearer-key", "405 readable"),
    ];
    check_migration(before(), &[adopted(), moved()], &programs, &pages).await;
}
