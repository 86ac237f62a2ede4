use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

#[cors(policy = STOREFRONT, methods = [get, TRACE])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
