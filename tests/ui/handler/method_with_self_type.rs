use axum::Json;
use handler_cors::cors;

#[derive(serde::Deserialize)]
struct Widget;

impl Widget {
    #[cors(origins = ["https://app.example.com"], methods = [POST])]
    async fn create(Json(_new): Json<Self>) {}
}

fn main() {
    let _ = Widget;
}
