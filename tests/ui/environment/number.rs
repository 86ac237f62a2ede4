use handler_cors::{Origins, cors};

#[cors(env = 7, within = ["https://*.example.com"])]
pub static WEB: Origins;

fn main() {}
