use handler_cors::{Policy, cors};

#[cors(origins = ["*"], credentials)]
pub static STOREFRONT: Policy;

fn main() {}
