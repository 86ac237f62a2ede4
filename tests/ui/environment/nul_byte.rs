use handler_cors::{Origins, cors};

#[cors(env = "WEB\0ORIGINS", within = ["https://*.example.com"])]
pub static WEB: Origins;

fn main() {}
