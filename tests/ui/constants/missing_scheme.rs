use handler_cors::{CorsRouter, cors};

const APP: &str = "app.example.com";

#[cors(origins = ["https://www.example.com", APP], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `https://app.example.com` in place of `"app.example.com"`
