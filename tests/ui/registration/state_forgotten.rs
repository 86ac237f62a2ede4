use axum::extract::State;
use handler_cors::{CorsRouter, cors};

#[derive(Clone)]
struct Db;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets(State(_db): State<Db>) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
