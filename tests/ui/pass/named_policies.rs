//! Policies that handlers share: across modules, through re-exports, by any path.
#![deny(warnings, missing_docs, unused, unreachable_pub)]

use axum::extract::State;
use handler_cors::{CorsRouter, Policy, cors};
use policies::STOREFRONT;

/// The policies of this crate.
pub mod policies {
    use handler_cors::cors;
    pub use inner::INNER as REEXPORTED;

    /// What the storefront's pages may do.
    #[cors(
        origins = ["https://shop.example.com", crate::SHOP, #[cfg(debug_assertions)] "http://localhost:5173"],
        headers = ["x-request-id"],
        expose = [ETAG],
        credentials,
        max_age = 600,
        enforce,
    )]
    pub static STOREFRONT: handler_cors::Policy;

    mod inner {
        use handler_cors::{Policy, cors};

        #[cors(origins = ["*"])]
        /// Everybody.
        #[allow(unused)]
        pub static INNER: Policy;
    }

    #[cors(origins = ["https://shop.example.com"], dangerously(unenforced))]
    pub(crate) static PLAIN: super::Alias;
}

/// A constant.
pub const SHOP: &str = "https://www.example.com";

type Alias = Policy;

#[cors(policy = STOREFRONT, methods = [GET])]
async fn basket() {}

#[cors(methods = [POST], policy = crate::policies::STOREFRONT)]
async fn order(State(_state): State<String>) {}

#[cors(policy = self::policies::REEXPORTED, methods = [GET])]
async fn catalogue<T: Clone + Send + Sync + 'static>(State(_state): State<T>, body: String) -> String {
    body
}

#[cors(policy = policies::PLAIN, methods = [POST])]
async fn plain() {}

mod handlers {
    use super::policies::*;
    use handler_cors::cors;

    #[cors(policy = STOREFRONT, methods = [DELETE])]
    pub(crate) async fn remove() {}

    #[cors(policy = super::policies::STOREFRONT, methods = [PUT])]
    pub(super) async fn replace() {}
}

// The order of declaration makes no difference, and neither does whether anybody uses one.
#[cors(policy = LATER, methods = [GET])]
async fn earlier() {}

#[cors(origins = ["https://app.example.com"])]
static LATER: Policy;

/// Unused, and public.
#[cors(origins = ["https://app.example.com"])]
pub static UNUSED: Policy;

fn main() {
    let _: axum::Router = CorsRouter::new()
        .route("/basket", (basket, order, handlers::remove, handlers::replace))
        .route("/catalogue", catalogue::<String>)
        .route("/plain", (plain, earlier))
        .with_state(String::new())
        .into();
}
