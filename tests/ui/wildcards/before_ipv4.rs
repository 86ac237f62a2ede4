use handler_cors::{CorsRouter, cors};

#[cors(origins = ["http://*.192.168.1.10"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
