//! `#[cfg]` on origins and on handlers.
#![deny(warnings)]

use handler_cors::{CorsRouter, cors};

const LOCAL: &str = "http://localhost:5173";

#[cors(
    origins = [
        "https://app.example.com",
        #[cfg(debug_assertions)]
        "http://localhost:5173",
        #[cfg(not(debug_assertions))]
        "https://www.example.com",
        #[cfg(all(debug_assertions, not(doc)))]
        #[cfg(not(test))]
        "http://localhost:3000",
    ],
    methods = [GET],
    credentials,
)]
async fn list_widgets() {}

// Of two equal ones, never both.
#[cors(
    origins = [
        #[cfg(debug_assertions)]
        "https://app.example.com",
        #[cfg(not(debug_assertions))]
        "https://app.example.com",
    ],
    methods = [GET],
)]
async fn either() {}

// An invalid constant that is not compiled.
#[cors(
    origins = ["https://app.example.com", #[cfg(not(debug_assertions))] ABSENT, #[cfg(debug_assertions)] LOCAL],
    methods = [GET],
)]
async fn absent_constant() {}

#[cfg(not(debug_assertions))]
const ABSENT: &str = "https://app.example.com/";

#[cfg(debug_assertions)]
#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn above() {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
#[cfg(debug_assertions)]
async fn below() {}

#[cfg(not(debug_assertions))]
#[cors(origins = ["https://app.example.com/"], methods = [GET])]
async fn faulty_but_gone(_: NoSuchType) {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
#[cfg(not(debug_assertions))]
async fn gone() -> NoSuchType {}

#[cfg_attr(debug_assertions, cors(origins = ["https://app.example.com"], methods = [GET]))]
async fn by_cfg_attr() {}

fn main() {
    let _: axum::Router = CorsRouter::new()
        .route("/widgets", list_widgets)
        .route("/either", either)
        .route("/constant", absent_constant)
        .route("/above", above)
        .route("/below", below)
        .route("/attr", by_cfg_attr)
        .into();
}
