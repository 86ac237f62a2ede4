use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: &str;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `static STOREFRONT: handler_cors::Policy;` in place of `static STOREFRONT: &str;`
