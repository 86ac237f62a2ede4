use axum::Router;
use axum::routing::get;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let plain = Router::new().route("/widgets", get(async || {}));
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets).merge(plain);
}

//~ before: what is wrong
//~ verdict: what is wrong
