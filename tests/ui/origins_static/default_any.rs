use handler_cors::{Origins, cors};

#[cors(within = ["https://*"], default = ["*"])]
pub static PAGES: Origins;

fn main() {}
