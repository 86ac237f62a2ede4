use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = dynamic(is_tenant))]
pub static WEB: Origins;

fn main() {}
