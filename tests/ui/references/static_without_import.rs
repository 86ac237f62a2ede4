use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

#[cors(policy = STOREFRONT, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
