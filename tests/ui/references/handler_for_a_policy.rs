use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://shop.example.com"], methods = [POST])]
async fn create_widget() {}

#[cors(policy = create_widget, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
