use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
pub const STOREFRONT: Policy;

fn main() {}
