use handler_cors::cors;

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"])]
pub static WEB: handler_cors::Policy;

fn main() {}
