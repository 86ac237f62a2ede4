use std::mem;

use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

#[cors(origins = ["*"])]
static ANYWHERE: Policy;

fn main() {
    let _ = mem::replace(&mut STOREFRONT, ANYWHERE);
}
