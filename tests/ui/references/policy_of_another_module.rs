use handler_cors::{CorsRouter, cors};

mod policies {
    use handler_cors::{Policy, cors};

    #[cors(origins = ["https://shop.example.com"])]
    static STOREFRONT: Policy;

    #[cors(policy = STOREFRONT, methods = [POST])]
    pub async fn inside() {}
}

#[cors(policy = policies::STOREFRONT, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
