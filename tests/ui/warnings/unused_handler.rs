#![deny(dead_code)]

use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {}
