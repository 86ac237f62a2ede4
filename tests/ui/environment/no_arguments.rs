use handler_cors::{Origins, cors};

#[cors]
pub static WEB: Origins;

fn main() {}
