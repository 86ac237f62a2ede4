use std::sync::Arc;

use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

fn main() {
    let _: Policy = Arc::unwrap_or_clone(Arc::new(STOREFRONT));
}
