use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

#[cors(origins = STOREFRONT, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ where `NAME` is `STOREFRONT`
//~ type `policy = STOREFRONT` in place of `origins = STOREFRONT`
