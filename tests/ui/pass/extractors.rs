//! Arguments of every shape, up to axum's sixteen.
#![deny(warnings)]

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, FromRef, Path, Query, Request, State};
use axum::http::{HeaderMap, Method, Uri, Version};
use handler_cors::{CorsRouter, cors};
use std::collections::HashMap;

#[derive(Clone)]
struct App {
    db: Db,
}

#[derive(Clone)]
struct Db;

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Db {
        app.db.clone()
    }
}

type Parameters = Query<HashMap<String, String>>;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn none() {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn substate(State(Db): State<Db>, State(App { db: _ }): State<App>) {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn patterns(
    Path((_first, _)): Path<(u32, String)>,
    Query(mut parameters): Parameters,
    mut headers: HeaderMap,
    _: Uri,
    ref method: Method,
    version @ Version { .. }: Version,
    body: Bytes,
) -> String {
    parameters.clear();
    headers.clear();
    format!("{method} {version:?} {}", body.len())
}

#[cors(origins = ["https://app.example.com"], methods = [PUT])]
async fn fallible(
    _: Result<Query<u8>, axum::extract::rejection::QueryRejection>,
    body: Option<Json<String>>,
) -> String {
    body.map_or_else(String::new, |Json(name)| name)
}

#[cors(origins = ["https://app.example.com"], methods = [DELETE])]
async fn whole_request(request: Request) -> String {
    request.uri().to_string()
}

#[cors(origins = ["https://app.example.com"], methods = [PATCH])]
async fn sixteen(
    _: Method,
    _: Uri,
    _: Version,
    _: HeaderMap,
    _: State<App>,
    _: State<Db>,
    _: Extension<Db>,
    _: Parameters,
    _: Method,
    _: Uri,
    _: Version,
    _: HeaderMap,
    _: State<App>,
    _: State<Db>,
    _: Extension<Db>,
    Json(_): Json<HashMap<String, u32>>,
) {
}

fn main() {
    let _: axum::Router = CorsRouter::new()
        .route("/", (none, fallible, whole_request, sixteen))
        .route("/substate", substate)
        .route("/{first}/{second}", patterns)
        .with_state(App { db: Db })
        .into();
}
