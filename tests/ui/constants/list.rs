use handler_cors::{CorsRouter, cors};

const APPS: &[&str] = &["https://app.example.com"];

#[cors(origins = [APPS], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
