use handler_cors::{Origins, cors};

#[cors(within = ["https://*"], always = ["*"])]
pub static PAGES: Origins;

fn main() {}
