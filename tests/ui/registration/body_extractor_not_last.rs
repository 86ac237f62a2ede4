use axum::Json;
use axum::http::Method;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create_widget(Json(_name): Json<String>, _method: Method) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", create_widget).into();
}
