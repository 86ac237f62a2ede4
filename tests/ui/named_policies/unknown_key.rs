use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"], cache = 600)]
pub static STOREFRONT: Policy;

fn main() {}
