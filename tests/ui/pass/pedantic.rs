//! The expansion sets off none of the compiler's lints that are off by default.
#![deny(warnings, missing_docs, missing_debug_implementations, missing_copy_implementations, unreachable_pub)]
#![deny(unused_qualifications, trivial_casts, single_use_lifetimes, unused_lifetimes, let_underscore_drop)]
#![deny(elided_lifetimes_in_paths, explicit_outlives_requirements, unused_results, non_local_definitions)]
#![deny(unit_bindings, unsafe_code, variant_size_differences, absolute_paths_not_starting_with_crate)]
#![deny(impl_trait_redundant_captures, redundant_lifetimes, meta_variable_misuse, unused_import_braces)]
#![forbid(unsafe_op_in_unsafe_fn)]

use axum::extract::State;
use handler_cors::{CorsRouter, Origin, Origins, Policy, cors};

/// An origin.
pub const APP: &str = "https://www.example.com";

/// Lists widgets.
#[cors(
    origins = ["https://app.example.com", APP, #[cfg(debug_assertions)] "http://localhost:5173"],
    methods = [GET],
    credentials,
)]
pub async fn list_widgets(State(_name): State<String>) -> &'static str {
    "[]"
}

/// Makes one.
#[cors(origins = ["https://app.example.com"], methods = [POST], headers = [CONTENT_TYPE], expose = [ETAG])]
pub async fn create_widget<T: Clone + Send + Sync + 'static>(State(_state): State<T>) -> Result<String, ()> {
    Err(())
}

/// What the storefront's pages may do.
#[cors(origins = ["https://shop.example.com", APP], headers = ["x-request-id"], credentials, max_age = 600)]
pub static STOREFRONT: Policy;

/// Where our web app is deployed.
#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"])]
pub static WEB: Origins;

/// The sites of our tenants.
#[cors(within = ["https://*"], always = ["tauri://localhost"], env = "SITES", default = [])]
pub static SITES: Origins;

/// What they may do.
#[cors(origins = SITES, enforce)]
pub static TENANTS: Policy;

async fn is_tenant(origin: Origin, State(domain): State<String>) -> bool {
    origin.host().ends_with(&domain)
}

/// The basket.
#[cors(policy = STOREFRONT, methods = [GET])]
pub async fn basket(State(_name): State<String>) {}

/// The account.
#[cors(origins = WEB, methods = [GET], credentials)]
pub async fn account() {}

/// The orders of tenants.
#[cors(policy = TENANTS, methods = [GET])]
pub async fn orders<T: Clone + Send + Sync + 'static>(State(_state): State<T>, _body: String) {}

fn main() {
    let _router: axum::Router = CorsRouter::new()
        .route("/widgets", (list_widgets, create_widget::<String>))
        .route("/basket", basket)
        .route("/orders", orders::<String>)
        .with_state(String::new())
        .into();
}
