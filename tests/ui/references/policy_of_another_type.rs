use handler_cors::{CorsRouter, cors};

static STOREFRONT: [&str; 1] = ["https://shop.example.com"];

#[cors(policy = STOREFRONT, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ where `NAME` is `SHOP`
//~ declare `#[cors(origins = ["https://app.example.com"])] static SHOP: handler_cors::Policy;`
//~ type `policy = SHOP` in place of `policy = STOREFRONT`
