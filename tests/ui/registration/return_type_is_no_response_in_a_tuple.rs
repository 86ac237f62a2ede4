use handler_cors::{CorsRouter, cors};

struct Widget;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_widget() -> Option<Widget> {
    None
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create_widget() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", (show_widget, create_widget)).into();
}
