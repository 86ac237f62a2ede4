use handler_cors::{Origins, cors};

#[cors(within = ["https://*.example.com"])]
pub static WEB: Origins;

fn main() {}
