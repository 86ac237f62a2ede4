use handler_cors::{CorsRouter, cors};

struct Widget;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_widget() -> Widget {
    Widget
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", show_widget).into();
}
