use axum::debug_handler;
use handler_cors::{CorsRouter, cors};

#[debug_handler]
#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
