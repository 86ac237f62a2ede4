use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static mut STOREFRONT: Policy;

fn main() {}
