use handler_cors::{CorsRouter, cors};

#[cors(origins = AllowOrigin::list(["https://app.example.com".parse()?, HeaderValue::from_static("https://www.example.com")]), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
