use handler_cors::{Origins, cors};

#[cors(within = dynamic(is_tenant))]
pub static PAGES: Origins;

fn main() {}
