use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
pub(crate) const STOREFRONT: Policy = Policy::new();

fn main() {}
