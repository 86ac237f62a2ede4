use std::fmt::Display;

use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_widget() -> impl Display {
    "widget"
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", show_widget).into();
}
