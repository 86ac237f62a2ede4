use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://*.com"])]
pub static WEB: Origins;

fn main() {}
