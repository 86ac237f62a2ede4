use std::rc::Rc;

use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_widget() -> String {
    let name = Rc::new(String::from("widget"));
    tokio::task::yield_now().await;
    name.to_string()
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", show_widget).into();
}
