use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [POST], headers = ["x-request-id "])]
async fn create_widget() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", create_widget).into();
}
