use handler_cors::{Origins, cors};

#[cors(within = ["https://*"], always = ["null"])]
pub static PAGES: Origins;

fn main() {}
