use handler_cors::{Origins, cors};

#[cors(within = ["https://*.com"], always = ["*"], default = ["app.example.com"], credentials)]
pub static PAGES: Origins;

fn main() {}
