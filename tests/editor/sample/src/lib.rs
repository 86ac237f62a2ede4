//! Handlers and policies as users write them.

use axum::extract::State;
use handler_cors::{CorsRouter, Origins, Policy, cors};

/// The database.
#[derive(Clone, Default)]
pub struct Db {
    widgets: Vec<String>,
}

/// The pages of the shop.
#[cors(within = ["https://*.example.com"], default = [])]
pub static PAGES: Origins;

/// The policy of the shop.
#[cors(origins = PAGES, headers = ["x-request-id"], credentials)]
pub static SHOP: Policy;

const APP: &str = "https://app.example.com";

/// Lists all widgets.
#[cors(origins = [APP], methods = [GET], max_age = 600)]
pub async fn list(State(db): State<Db>) -> String {
    let names = db.widgets.join(", ");
    names
}

/// Adds a widget.
#[cors(policy = SHOP, methods = [POST])]
pub async fn add(name: String) -> String {
    name
}

pub struct Api;

impl Api {
    /// Says which version this is.
    #[cors(origins = ["*"], methods = [GET])]
    pub async fn api_version() -> &'static str {
        "1"
    }
}

pub fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/widgets", (list, add))
        .route("/all", list)
        .route("/version", Api::api_version)
        .with_state(Db::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lists() {
        assert_eq!(list().call(State(Db::default())).await, "");
        assert_eq!(add().call("cog".to_owned()).await, "cog");
        assert_eq!(Api::api_version().call().await, "1");
    }
}
