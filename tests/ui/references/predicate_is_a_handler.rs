use axum::extract::State;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["*"], methods = [POST])]
async fn is_tenant(_state: State<()>) -> String {
    String::new()
}

#[cors(origins = dynamic(is_tenant), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
