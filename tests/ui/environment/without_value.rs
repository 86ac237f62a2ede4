use handler_cors::{Origins, cors};

#[cors(env, within = ["https://*.example.com"])]
pub static WEB: Origins;

fn main() {}
