use handler_cors::{CorsRouter, cors};

#[cors(origins = |origin| origin.as_bytes().ends_with(b".example.com"), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
