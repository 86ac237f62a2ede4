use handler_cors::{Policy, cors};

#[cors(origins = ["https://app.example.com"], always = ["tauri://localhost"])]
pub static WEB: Policy;

fn main() {}
