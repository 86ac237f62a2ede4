use handler_cors::{Policy, cors};

#[cors(policy = OTHER, origins = ["https://shop.example.com"])]
pub static STOREFRONT: Policy;

fn main() {}
