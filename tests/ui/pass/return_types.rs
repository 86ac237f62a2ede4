//! What a handler may return.
#![deny(warnings)]

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn unit() {}

#[cors(origins = ["https://app.example.com"], methods = [HEAD])]
async fn text() -> &'static str {
    ""
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn either_side() -> Result<Json<Vec<u32>>, (StatusCode, String)> {
    Err((StatusCode::NOT_FOUND, String::new()))
}

#[cors(origins = ["https://app.example.com"], methods = [PUT])]
async fn opaque() -> impl IntoResponse {
    [(axum::http::header::ETAG, "x")]
}

#[cors(origins = ["https://app.example.com"], methods = [PATCH])]
async fn opaque_inside() -> Result<impl IntoResponse, StatusCode> {
    if false { Err(StatusCode::CONFLICT) } else { Ok("") }
}

#[cors(origins = ["https://app.example.com"], methods = [DELETE])]
async fn whole_response() -> Response {
    ().into_response()
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn opaque_with_argument(State(name): State<String>) -> impl IntoResponse + use<> {
    name
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn axum_result() -> axum::response::Result<String> {
    Err(StatusCode::NOT_FOUND)?
}

#[cors(origins = ["https://app.example.com"], methods = [PUT])]
async fn never() -> std::convert::Infallible {
    std::future::pending().await
}

fn main() {
    let _: axum::Router = CorsRouter::new()
        .route("/", (unit, text, either_side, opaque, opaque_inside, whole_response))
        .route("/more", (opaque_with_argument, axum_result, never))
        .with_state(String::new())
        .into();
}
