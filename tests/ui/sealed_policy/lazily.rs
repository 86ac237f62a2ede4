use std::sync::LazyLock;

use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

static WITH_CREDENTIALS: LazyLock<Policy> = LazyLock::new(|| Policy { credentials: true, ..STOREFRONT });

fn main() {}
