use handler_cors::{CorsRouter, cors};

const APP: &str = "https://app.example.com";

#[cors(origins = [APP, "https://www.example.com/"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
