use handler_cors::{CorsRouter, cors};

#[cors(origins = ["moz-extension://*"], methods = [GET], credentials)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
