use handler_cors::{Policy, cors};

#[cors]
pub static STOREFRONT: Policy;

fn main() {}
