use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

fn main() {
    STOREFRONT.credentials = true;
}
