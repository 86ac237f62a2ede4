use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

#[cors(policy = STOREFRONT)]
static OTHER: Policy;

fn main() {}
