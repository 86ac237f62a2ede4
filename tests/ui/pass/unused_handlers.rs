//! The compiler says of an unused handler what it says of an unused function, once.
#![deny(warnings)]
#![allow(dead_code)]

use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn unused() {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn only_called() -> &'static str {
    "[]"
}

fn main() {
    let _ = only_called().call();
}
