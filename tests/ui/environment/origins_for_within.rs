use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", origins = ["https://*.example.com"])]
pub static WEB: Origins;

fn main() {}
