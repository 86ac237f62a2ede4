use handler_cors::{Origins, cors};

#[cors(within = ["https://*"], allways = ["tauri://localhost"], defaults = [])]
pub static PAGES: Origins;

fn main() {}
