use handler_cors::{CorsRouter, cors};

#[axum::debug_handler]
#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets(_method: axum::http::Method) -> &'static str {
    "[]"
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
