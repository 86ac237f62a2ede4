use handler_cors::{Enforcement, Policy};

static STOREFRONT: Policy = Policy {
    origins: &["https://shop.example.com"],
    credentials: true,
    enforcement: Enforcement::Off,
};

fn main() {}
