use axum::http::Method;
use handler_cors::{CorsRouter, cors};

struct Session;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create_widget(_session: Session, _method: Method) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", (list_widgets, create_widget)).into();
}
