use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], rate_limit = 600)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
