use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [PUT], max_age)]
async fn put_widget() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", put_widget).into();
}
