#![deny(deprecated)]

use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com", "http://localhost:5173"], expose = ["content-type"])]
static STOREFRONT: Policy;

#[cors(policy = STOREFRONT, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
