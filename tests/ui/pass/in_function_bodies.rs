//! Handlers may be declared where they are used, as tests do, and may name what is declared there.
#![deny(warnings)]
// Not all handlers here are routed.
#![allow(dead_code)]

use axum::extract::State;
use handler_cors::{CorsRouter, cors};

fn router() -> axum::Router {
    #[derive(Clone)]
    struct Local;

    const APP: &str = "https://local.example.com";

    #[cors(origins = ["https://app.example.com", APP], methods = [GET], credentials)]
    async fn list(State(_local): State<Local>) {}

    #[cors(origins = ["https://app.example.com"], methods = [POST])]
    async fn create() {
        #[cors(origins = ["https://app.example.com"], methods = [GET])]
        async fn inner() {}

        inner().call().await;
    }

    CorsRouter::new().route("/", (list, create)).with_state(Local).into()
}

fn main() {
    let _ = router();
    {
        #[cors(origins = ["https://app.example.com"], methods = [GET])]
        async fn list() {}

        let _: axum::Router = CorsRouter::new().route("/", list).into();
    }
    let _ = || {
        #[cors(origins = ["*"], methods = [GET])]
        async fn list() {}

        axum::Router::<()>::from(CorsRouter::new().route("/", list))
    };
}
