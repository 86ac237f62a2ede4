use handler_cors::{Origins, cors};

#[cors(origins = ["https://shop.example.com"], credentials)]
pub static STOREFRONT: Origins;

fn main() {}
