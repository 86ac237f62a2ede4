use handler_cors::{Origins, cors};

#[cors(within = ["https://*"], default = ["https://app.example.com/"])]
pub static PAGES: Origins;

fn main() {}
