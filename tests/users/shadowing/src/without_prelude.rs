//! A module without a prelude.
#![no_implicit_prelude]

use ::handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn bare(body: ::std::string::String) -> ::std::string::String {
    body
}

pub(crate) fn router() -> CorsRouter {
    CorsRouter::new().route("/without/prelude", bare)
}
