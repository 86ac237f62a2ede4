//! Origins from the environment and from predicates, on handlers and on policies.
#![deny(warnings, missing_docs, unused)]

use axum::extract::{Path, State};
use handler_cors::{CorsRouter, Origin, Origins, Policy, cors};

/// Where our web app is deployed.
#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com", "http://localhost:*"])]
pub static WEB: Origins;

/// Below a public suffix.
#[cors(env = "PAGES", within = ["https://*.github.io", INTRANET], dangerously(public_suffixes))]
pub static PAGES: Origins;

/// A constant bound.
pub const INTRANET: &str = "http://intranet.example.com";

#[cors(origins = WEB, methods = [GET], credentials)]
async fn account() {}

#[cors(origins = crate::PAGES, methods = [GET])]
async fn page() {}

#[cors(origins = PAGES, methods = [POST], credentials, dangerously(insecure_origins))]
async fn intranet() {}

/// Origins that operators name, with credentials.
#[cors(origins = WEB, credentials, enforce)]
pub static OPERATED: Policy;

/// The state.
#[derive(Clone, Debug)]
pub struct App<D>(D);

async fn is_tenant(origin: Origin, State(App(domain)): State<App<String>>) -> bool {
    origin.host().ends_with(&domain)
}

mod tenants {
    use super::*;

    pub(crate) async fn may_call<D>(_origin: Origin, _app: State<App<D>>) -> Result<bool, String> {
        Err("no database".into())
    }

    pub(crate) fn answers_by_a_future(_origin: Origin, _app: State<()>) -> impl Future<Output = bool> + Send {
        async { true }
    }
}

#[cors(origins = dynamic(is_tenant), methods = [GET], credentials)]
async fn tenant() {}

#[cors(origins = dynamic(tenants::may_call::<String>,), methods = [POST])]
async fn generic<T: Clone + Send + Sync + 'static>(_: State<T>) {}

#[cors(origins = dynamic(tenants::answers_by_a_future), methods = [PUT], credentials, dangerously(insecure_origins))]
async fn future() {}

/// Tenants, who are kept in a database.
#[cors(origins = dynamic(is_tenant), headers = [CONTENT_TYPE], max_age = 60)]
pub static TENANTS: Policy;

#[cors(policy = TENANTS, methods = [GET])]
async fn under_tenants(Path(_): Path<String>) {}

#[cors(policy = OPERATED, methods = [GET])]
async fn under_operated() {}

fn main() {
    // Registration reads the environment.
    let _ = (account, page, intranet, under_operated);
    let _: axum::Router = CorsRouter::new()
        .route("/tenant", (tenant, generic::<App<String>>, future))
        .route("/tenants/{id}", under_tenants)
        .with_state(App("example.com".to_owned()))
        .into();
}
