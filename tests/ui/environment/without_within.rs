use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS")]
pub static WEB: Origins;

fn main() {}
