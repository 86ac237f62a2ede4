use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use handler_cors::{CorsRouter, cors};

#[derive(Clone)]
struct Db;

#[cors(origins = ["https://app.example.com/"], methods = [PUT, put])]
async fn put_widget(
    State(_db): State<Db>,
    Path(_id): Path<u32>,
    Json(name): Json<String>,
) -> Result<String, StatusCode> {
    if name.is_empty() { Err(StatusCode::BAD_REQUEST) } else { Ok(name) }
}

#[cors(origins = [])]
async fn list_widgets<T: Clone + Send + Sync + 'static>(State(_state): State<T>) -> impl axum::response::IntoResponse {
    "[]"
}

#[cors]
async fn remove_widget() {}

async fn unit_test() {
    let _: Result<String, StatusCode> = put_widget().call(State(Db), Path(7), Json(String::new())).await;
    let () = remove_widget().call().await;
}

fn main() {
    let _ = unit_test();
    let _: axum::Router = CorsRouter::new()
        .route("/widgets", list_widgets::<Db>)
        .route("/widgets/{id}", put_widget)
        .route("/widgets/{id}/removal", remove_widget)
        .with_state(Db)
        .into();
}
