use handler_cors::{Policy, cors};

#[cors(credentials)]
pub static STOREFRONT: Policy;

fn main() {}
