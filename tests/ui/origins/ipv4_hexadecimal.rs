use handler_cors::{CorsRouter, cors};

#[cors(origins = ["http://0xc0.0xa8.0x1.0xa"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
