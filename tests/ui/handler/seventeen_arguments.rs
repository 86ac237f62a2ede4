use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets(
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
    _: axum::http::Method,
) {
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
