use handler_cors::{Origins, cors};

#[cors(within = ["https://*"], always = "tauri://localhost")]
pub static PAGES: Origins;

fn main() {}
