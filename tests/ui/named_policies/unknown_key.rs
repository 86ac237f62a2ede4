use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"], rate_limit = 600)]
pub static STOREFRONT: Policy;

fn main() {}
