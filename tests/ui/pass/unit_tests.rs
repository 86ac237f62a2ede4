//! `call` is the handler itself, for unit tests.
#![deny(warnings)]
// Not all handlers here are routed.
#![allow(dead_code)]

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show(State(base): State<u32>, Path(number): Path<u32>) -> Result<Json<u32>, StatusCode> {
    tokio::task::yield_now().await;
    number.checked_sub(base).map(Json).ok_or(StatusCode::NOT_FOUND)
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn opaque() -> impl IntoResponse {
    "opaque"
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn generic<T: ToString + Clone + Send + Sync + 'static>(State(value): State<T>) -> String {
    value.to_string()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let Ok(Json(found)) = show().call(State(3), Path(10)).await else { panic!("10 is there") };
    assert_eq!(found, 7);
    assert_eq!(show().call(State(3), Path(1)).await.err(), Some(StatusCode::NOT_FOUND));
    assert_eq!(opaque().call().await.into_response().status(), StatusCode::OK);
    assert_eq!(generic::<u8>().call(State(7)).await, "7");

    let spawned = tokio::spawn(show().call(State(0), Path(1)));
    assert!(spawned.await.is_ok());
}
