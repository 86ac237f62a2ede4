use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["*"])]
pub static WEB: Origins;

fn main() {}
