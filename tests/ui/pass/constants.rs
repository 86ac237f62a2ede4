//! Whatever is a `&'static str` in const evaluation may be an origin.
#![deny(warnings)]

use handler_cors::{CorsRouter, cors};

const APP: &str = "https://app.example.com";

mod config {
    pub const SHOP: &str = concat!("https://", "shop.example.com");
    pub struct Deployment<const STAGE: bool>;
    impl<const STAGE: bool> Deployment<STAGE> {
        pub const WEB: &str = if STAGE { "https://stage.example.com" } else { "https://live.example.com" };
    }
    pub const LIST: [&str; 2] = ["https://a.example.com", "https://b.example.com"];
    pub const fn origin() -> &'static str {
        "https://computed.example.com"
    }
}

macro_rules! origin {
    ($host:literal) => {
        concat!("https://", $host, ".example.com")
    };
}

#[cors(
    origins = [
        APP,
        config::SHOP,
        self::config::Deployment::<true>::WEB,
        crate::config::Deployment::<false>::WEB,
        config::LIST[0],
        config::origin(),
        concat!("https://", "www", ".example.com"),
        origin!("admin"),
        match option_env!("HANDLER_CORS_UNSET") {
            Some(origin) => origin,
            None => "https://default.example.com",
        },
        "https://*.partner.example",
    ],
    methods = [GET],
    credentials,
)]
async fn list_widgets() {}

#[cors(origins = [INSECURE], methods = [GET], credentials, dangerously(insecure_origins))]
async fn insecure() {}

const INSECURE: &str = "http://app.example.com";

#[cors(origins = [INSECURE, LOOPBACK], methods = [GET])]
async fn without_credentials() {}

const LOOPBACK: &str = "http://localhost:5173";

fn main() {
    let _: axum::Router = CorsRouter::new()
        .route("/widgets", list_widgets)
        .route("/insecure", insecure)
        .route("/without", without_credentials)
        .into();
}
