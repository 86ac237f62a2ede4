use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

static COPY: Policy = Policy { ..STOREFRONT };

fn main() {}
