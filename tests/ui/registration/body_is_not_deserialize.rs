use axum::Json;
use handler_cors::{CorsRouter, cors};

struct NewWidget;

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create_widget(Json(_new): Json<NewWidget>) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", create_widget).into();
}
