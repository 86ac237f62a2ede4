//! Generic handlers are given their types as in axum.
#![deny(warnings)]

use axum::Json;
use axum::extract::{FromRef, FromRequestParts, State};
use axum::response::IntoResponse;
use handler_cors::{CorsRouter, cors};

trait Repository: Clone + Send + Sync + 'static {
    fn names(&self) -> Vec<String>;
}

#[derive(Clone)]
struct Memory;

impl Repository for Memory {
    fn names(&self) -> Vec<String> {
        vec![]
    }
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn bound<R: Repository>(State(repository): State<R>) -> Json<Vec<String>> {
    Json(repository.names())
}

#[cors(origins = ["https://app.example.com"], methods = [POST], credentials)]
async fn clause<R, N>(State(repository): State<R>, Json(name): Json<N>) -> Result<String, String>
where
    R: Repository,
    N: Into<String> + serde::de::DeserializeOwned + Send + 'static,
{
    let _ = repository.names();
    Ok(name.into())
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn constant<const LIMIT: usize>() -> String {
    LIMIT.to_string()
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn extractor<E>(_: E, State(_): State<Memory>) -> impl IntoResponse
where
    E: FromRequestParts<Memory> + Send + 'static,
{
    "[]"
}

#[cors(origins = ["https://app.example.com"], methods = [PUT])]
async fn substate<R>(State(_): State<R>)
where
    R: Repository + FromRef<Memory>,
{
}

fn main() {
    let _: axum::Router = CorsRouter::new()
        .route("/", (bound::<Memory>, clause::<Memory, String>, substate::<Memory>))
        .route("/constant", constant::<7>)
        .route("/extractor", extractor::<axum::http::Method>)
        .with_state(Memory)
        .into();
}
