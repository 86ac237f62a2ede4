use handler_cors::{Origins, cors};

#[cors(within = ["https://*.com"], env = "WEB_ORIGINS", default = [], dangerously(any_host))]
pub static PAGES: Origins;

fn main() {}
