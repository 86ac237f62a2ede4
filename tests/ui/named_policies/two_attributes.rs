use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
#[cors(origins = ["https://app.example.com"])]
pub static STOREFRONT: Policy;

fn main() {}
