use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

#[derive(Clone)]
struct Config {
    policy: Policy,
}

fn main() {
    let _ = |config: &Config| config.clone().policy;
    let _ = &STOREFRONT;
}
