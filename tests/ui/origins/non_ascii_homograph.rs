// The first letter of the host is the Cyrillic one.

use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://аpp.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
