use handler_cors::{CorsRouter, Policy, cors};

const SHOP: &str = "https://shop.example.com/";

#[cors(origins = [SHOP])]
static STOREFRONT: Policy;

#[cors(policy = STOREFRONT, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `https://shop.example.com` in place of `"https://shop.example.com/"`
