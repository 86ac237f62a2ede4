use handler_cors::Policy;

static STOREFRONT: Policy = Policy::new();

fn main() {}
