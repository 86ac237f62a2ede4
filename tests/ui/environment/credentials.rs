use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"], credentials, methods = [GET])]
pub static WEB: Origins;

fn main() {}
