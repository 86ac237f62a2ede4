use handler_cors::{CorsRouter, cors};

#[cors(
    origins = [
        "https://app.example.com/",
        "https://www.example.com",
        "app.example.com",
        "https://*.github.io",
        "https://www.example.com",
        "http://shop.example.com",
        "https://App.example.com",
        "null",
    ],
    methods = [GET],
    credentials,
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
