use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://*.192.0.2.1.nip.io"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
