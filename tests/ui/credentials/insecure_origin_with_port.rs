use handler_cors::{CorsRouter, cors};

#[cors(origins = ["http://app.example.com:8080"], methods = [GET], credentials)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
