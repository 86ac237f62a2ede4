use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS=https://app.example.com", within = ["https://*.example.com"])]
pub static WEB: Origins;

fn main() {}
