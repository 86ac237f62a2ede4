use handler_cors::{Origins, cors};

#[cors(within = ["https://*"], default = ["null"])]
pub static PAGES: Origins;

fn main() {}
