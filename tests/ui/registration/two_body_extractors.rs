use axum::Json;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create_widget(Json(_name): Json<String>, _body: String) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", create_widget).into();
}
