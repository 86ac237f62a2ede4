use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
fn list_widgets(_name: impl Into<String>) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
