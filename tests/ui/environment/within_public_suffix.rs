use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://*.github.io"])]
pub static WEB: Origins;

fn main() {}
