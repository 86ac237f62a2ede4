use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"])]
static WEB: Origins = Origins::from_env("WEB_ORIGINS");

fn main() {}
