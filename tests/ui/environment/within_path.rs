use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = BOUNDS)]
pub static WEB: Origins;

fn main() {}
