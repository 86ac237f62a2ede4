use handler_cors::{Origins, cors};

#[cors(within = ["https://*:8443"])]
pub static PAGES: Origins;

fn main() {}
