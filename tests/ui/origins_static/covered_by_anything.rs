use handler_cors::{Origins, cors};

#[cors(within = ["*", "https://*"])]
pub static PAGES: Origins;

fn main() {}
