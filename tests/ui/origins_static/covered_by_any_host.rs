use handler_cors::{Origins, cors};

#[cors(within = ["https://*", "https://app.example.com:8443"])]
pub static PAGES: Origins;

fn main() {}
