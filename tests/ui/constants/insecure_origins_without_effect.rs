use handler_cors::{CorsRouter, cors};

const APP: &str = "https://app.example.com";

#[cors(origins = [APP], methods = [GET], credentials, dangerously(insecure_origins))]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
