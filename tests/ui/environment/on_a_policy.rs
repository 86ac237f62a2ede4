use handler_cors::{Policy, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"], credentials)]
pub static WEB: Policy;

fn main() {}
