use handler_cors::{Origins, cors};

#[cors(within = ["https://*"], default = NONE)]
pub static PAGES: Origins;

fn main() {}
