use handler_cors::{CorsRouter, cors};

#[cors(origin = [], origins = ["https://app.example.com"], metods = [GET], methods = [GET], age = 1)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
