use handler_cors::{Origins, cors};

#[cors(within = ["https://*.example.com"], default = ["https://app.example.net"])]
pub static PAGES: Origins;

fn main() {}
