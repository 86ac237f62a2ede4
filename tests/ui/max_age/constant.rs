use handler_cors::{CorsRouter, cors};

#[allow(dead_code)]
const MAX_AGE: u32 = 600;

#[cors(origins = ["https://app.example.com"], methods = [PUT], max_age = MAX_AGE)]
async fn put_widget() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", put_widget).into();
}
