use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["http://app.example.com"], dangerously(insecure_origins))]
pub static WEB: Origins;

fn main() {}
