use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["null"])]
pub static WEB: Origins;

fn main() {}
