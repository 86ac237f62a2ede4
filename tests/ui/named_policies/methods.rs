use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"], methods = [GET])]
pub static STOREFRONT: Policy;

fn main() {}
