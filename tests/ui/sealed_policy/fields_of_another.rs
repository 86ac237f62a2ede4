use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

static WITH_CREDENTIALS: Policy = Policy { credentials: true, ..STOREFRONT };

fn main() {}
