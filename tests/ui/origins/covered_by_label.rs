use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://pr-*.example.com", "https://pr-17.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
