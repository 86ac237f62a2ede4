use handler_cors::Policy;

static STOREFRONT: Policy = Policy::from(["https://shop.example.com"]);

fn main() {}
