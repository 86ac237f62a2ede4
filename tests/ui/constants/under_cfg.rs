use handler_cors::{CorsRouter, cors};

const APP: &str = "http://localhost:5173/";

#[cors(origins = ["https://app.example.com", #[cfg(debug_assertions)] APP], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `http://localhost:5173` in place of `"http://localhost:5173/"`
