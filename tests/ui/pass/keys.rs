//! Every key, in every form that it has.
#![deny(warnings)]

use handler_cors::{CorsRouter, cors};

#[cors(
    crate = handler_cors,
    max_age = 86_400,
    credentials,
    expose = [ETAG, "x-total-count", "X-Page"],
    headers = [CONTENT_TYPE, AUTHORIZATION, "x-request-id", "X-Tenant"],
    enforce,
    methods = [GET, HEAD],
    origins = ["https://app.example.com"],
)]
async fn everything() {}

#[cors(origins = ["*"], methods = [POST, PUT, PATCH, DELETE], headers = ["*"], expose = ["*"], max_age = 0)]
async fn open() {}

#[cors(origins = ["*"], methods = [GET], headers = ["*", AUTHORIZATION], max_age = 0x258)]
async fn open_with_authorization() {}

#[cors(origins = ["https://app.example.com"], methods = [GET], headers = [], expose = [])]
async fn empty_lists() {}

// As other code spells the constants.
#[cors(
    origins = ["https://app.example.com"],
    methods = [Method::GET],
    headers = [header::CONTENT_TYPE, http::header::RANGE],
)]
async fn paths() {}

#[cors(
    origins = ["http://app.example.com", "https://*.github.io"],
    methods = [POST],
    credentials,
    dangerously(insecure_origins, public_suffixes, unenforced),
)]
async fn dangerous() {}

#[cors(origins = ["null"], methods = [GET], dangerously(null_origin,))]
async fn sandboxed() {}

fn main() {
    let _: axum::Router = CorsRouter::new()
        .route("/everything", everything)
        .route("/open", (open, open_with_authorization))
        .route("/empty", empty_lists)
        .route("/paths", paths)
        .route("/dangerous", dangerous)
        .route("/sandboxed", sandboxed)
        .into();
}
