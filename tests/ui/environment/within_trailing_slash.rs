use handler_cors::{Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://app.example.com/"])]
pub static WEB: Origins;

fn main() {}
