use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com/"], methods = [GET])]
async fn list_widgets() {}

#[cors(origins = ["https://app.example.com"], methods = [PSOT])]
async fn create_widget() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", (list_widgets, create_widget)).into();
}
