use handler_cors::{Origins, cors};

#[cors(within = ["moz-extension://*"], dangerously(any_host))]
pub static PAGES: Origins;

fn main() {}
