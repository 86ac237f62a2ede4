use handler_cors::{CorsRouter, cors};

const APP: &str = "https://App.example.com";

#[cors(origins = [APP], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `https://app.example.com` in place of `"https://App.example.com"`
