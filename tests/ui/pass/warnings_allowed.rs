//! `#[allow(deprecated)]` on the handler silences what `#[cors]` warns of.
#![deny(warnings)]

use handler_cors::{CorsRouter, cors};

#[allow(deprecated)]
#[cors(origins = ["http://localhost:5173"], methods = [GET])]
async fn above() {}

#[cors(origins = ["http://127.0.0.1:*"], methods = [POST], expose = ["content-type", CACHE_CONTROL])]
#[allow(deprecated)]
async fn below() {}

#[allow(deprecated)]
mod inside {
    use handler_cors::cors;

    #[cors(origins = ["http://[::1]:5173"], methods = [PUT])]
    pub async fn outer() {}
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/", (above, below, inside::outer)).into();
}
