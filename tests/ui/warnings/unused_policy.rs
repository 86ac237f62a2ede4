#![deny(dead_code)]

use handler_cors::{Origins, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static STOREFRONT: Policy;

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"])]
static WEB: Origins;

fn main() {}
