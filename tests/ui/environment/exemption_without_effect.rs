use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"], dangerously(public_suffixes))]
pub static WEB: Origins;

fn main() {}
