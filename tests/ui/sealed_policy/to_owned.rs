use handler_cors::{Policy, cors};

#[cors(origins = ["https://shop.example.com"])]
static STOREFRONT: Policy;

fn main() {
    let _: Policy = ToOwned::to_owned(&STOREFRONT);
}
