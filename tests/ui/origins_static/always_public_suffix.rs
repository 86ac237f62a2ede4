use handler_cors::{Origins, cors};

#[cors(within = ["https://*"], always = ["https://*.github.io"])]
pub static PAGES: Origins;

fn main() {}
