use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://shop.example.com/"], methods = [get], max_age = -1, credential, env = "SHOP")]
#[cors(origins = ["https://app.example.com"])]
static mut STOREFRONT: Policy = Policy::new();

// What is named is there all the same, so that nothing else is reported.
#[cors(policy = STOREFRONT, methods = [GET])]
async fn list_widgets(_: axum::http::Method) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
