use axum::routing::get;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", get(list_widgets)).into();
}

//~ where `path` is `"/widgets"`
//~ where `handler` is `list_widgets`
//~ type `.route("/widgets", list_widgets)` in place of `.route("/widgets", get(list_widgets))`
