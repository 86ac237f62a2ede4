use std::mem;

use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

fn main() {
    let _ = mem::take(&mut STOREFRONT);
}
