use handler_cors::Policy;

static STOREFRONT: Policy = Policy {};

fn main() {}
