use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com/"])]
pub static STOREFRONT: Policy;

fn main() {}
