use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create_widget(State(_prefix): State<String>, Json(_name): Json<String>) -> String {
    String::new()
}

fn main() {
    let _: Router = Router::new().route("/widgets", post(create_widget)).with_state(String::new());
}
