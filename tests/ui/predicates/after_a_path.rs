use axum::extract::State;
use handler_cors::{CorsRouter, Origin, cors};

#[allow(dead_code)]
async fn is_tenant(_origin: Origin, _state: State<()>) -> bool {
    false
}

#[cors(origins = handler_cors::dynamic(is_tenant), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
