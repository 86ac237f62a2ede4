use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

#[cors(
    origins = ["https://app.example.com"],
    headers = ["x-request-id"],
    expose = [ETAG],
    policy = STOREFRONT,
    credentials,
    max_age = 600,
    enforce,
    dangerously(unenforced),
    methods = [GET],
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
