//! Statics of the attribute in function bodies, under `#[cfg]`, out of `macro_rules!`, and with `crate = path`.
#![deny(warnings)]

use handler_cors::{CorsRouter, Origins, Policy, cors};

mod web {
    pub use handler_cors as renamed;
}

#[cfg(debug_assertions)]
#[cors(origins = ["https://staging.example.com"])]
static BY_BUILD: Policy;

#[cors(origins = ["https://app.example.com"])]
#[cfg(not(debug_assertions))]
static BY_BUILD: Policy;

#[cfg(not(debug_assertions))]
#[cors(origins = ["https://app.example.com/"], methods = [GET])]
static FAULTY_BUT_GONE: NoSuchType;

#[cors(origins = ["https://app.example.com/"], methods = [GET])]
#[cfg(not(debug_assertions))]
static FAULTY_BUT_GONE_TOO: NoSuchType;

#[cfg_attr(debug_assertions, cors(origins = ["https://app.example.com"]))]
static BY_CFG_ATTR: Policy;

#[cors(policy = BY_BUILD, methods = [GET])]
async fn by_build() {}

#[cors(policy = BY_CFG_ATTR, methods = [POST])]
async fn by_cfg_attr() {}

macro_rules! policy {
    ($(#[$attribute:meta])* $visibility:vis $name:ident: $type:ty = $origin:literal, $age:expr) => {
        #[cors(origins = [$origin], max_age = $age)]
        $(#[$attribute])*
        $visibility static $name: $type;
    };
}

policy!(
    /// Out of a macro.
    #[allow(dead_code)]
    pub(crate) MADE: Policy = "https://app.example.com", 600
);

macro_rules! handler {
    ($name:ident, $policy:path, $origins:path, $bound:literal, $method:ident) => {
        mod $name {
            use super::*;

            #[cors(policy = $policy, methods = [$method])]
            pub(crate) async fn named() {}

            #[cors(origins = $origins, methods = [$method])]
            pub(crate) async fn bounded() {}

            #[cors(within = [$bound], always = [$bound], default = [$bound])]
            pub(crate) static MADE_BY_MACRO: Origins;

            #[cors(origins = MADE_BY_MACRO, methods = [$method])]
            pub(crate) async fn asked() {}
        }
    };
}

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"])]
static WEB: Origins;

handler!(made, MADE, WEB, "https://app.example.com", PUT);

#[cors(crate = web::renamed, origins = ["https://app.example.com"], credentials)]
static RENAMED: web::renamed::Policy;

#[cors(crate = crate::web::renamed, policy = RENAMED, methods = [GET])]
async fn renamed(_: axum::http::Method) {}

#[cors(crate = crate::web::renamed, env = "WEB_ORIGINS", within = ["https://*.example.com"])]
static RENAMED_ORIGINS: web::renamed::Origins;

#[cors(crate = crate::web::renamed, origins = RENAMED_ORIGINS, methods = [POST], credentials)]
async fn renamed_origins() {}

fn router() -> axum::Router {
    const LOCAL: &str = "https://local.example.com";

    #[cors(origins = [LOCAL, "https://app.example.com"])]
    static INSIDE: Policy;

    #[cors(policy = INSIDE, methods = [GET])]
    async fn list() {
        #[cors(policy = INSIDE, methods = [GET])]
        async fn inner() {}

        let _: axum::Router = CorsRouter::new().route("/inner", inner).into();
    }

    #[cors(env = "INSIDE_ORIGINS", within = [LOCAL])]
    static INSIDE_ORIGINS: Origins;

    #[cors(origins = INSIDE_ORIGINS, methods = [POST])]
    #[allow(dead_code)]
    async fn create() {}

    CorsRouter::new().route("/", list).into()
}

fn main() {
    let _ = router();
    let _ = (made::bounded, made::asked, renamed_origins);
    let _: axum::Router =
        CorsRouter::new().route("/", (by_build, by_cfg_attr, made::named)).route("/renamed", renamed).into();
}
