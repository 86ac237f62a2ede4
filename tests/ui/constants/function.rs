use handler_cors::{CorsRouter, cors};

fn app() -> &'static str {
    "https://app.example.com"
}

#[cors(origins = [app()], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
