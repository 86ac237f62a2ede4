use handler_cors::{CorsRouter, cors};

#[cors(origins = vec!["https://app.example.com"], methods = vec![GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
