//! Origins that are named at run time, on handlers and on policies.
#![deny(warnings, missing_docs, unused)]

use axum::extract::{FromRef, Path, State};
use handler_cors::{CorsRouter, Origin, Origins, Policy, RequestInfo, cors};
use std::sync::Arc;

/// Where our web app is deployed.
#[cors(within = ["https://*.example.com", "http://localhost:*"], env = "WEB_ORIGINS")]
pub static WEB: Origins;

/// Below a public suffix.
#[cors(within = ["https://*.github.io", INTRANET], default = [INTRANET], dangerously(public_suffixes))]
pub static PAGES: Origins;

/// What an operator names, the app on every platform, and the server's own pages.
#[cors(
    within = ["https://*"],
    always = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"],
    env = "APP_ORIGINS",
    default = [],
)]
pub static OPERATORS: Origins;

/// On a home network.
#[cors(within = ["http://*"], default = [#[cfg(debug_assertions)] "http://nas.local"])]
pub static HOME: Origins;

/// Everything, if nothing is named.
#[cors(within = ["*"], default = ["*"])]
pub static OPEN: Origins;

/// Every installation of an extension.
#[cors(within = ["moz-extension://*", "safari-web-extension://*"])]
pub static EXTENSIONS: Origins;

/// The sites of tenants.
#[cors(within = ["https://*"])]
pub static TENANTS: Origins;

/// A constant bound.
pub const INTRANET: &str = "http://intranet.example.com";

#[cors(origins = WEB, methods = [GET], credentials)]
async fn account() {}

#[cors(origins = crate::PAGES, methods = [GET])]
async fn page() {}

#[cors(origins = PAGES, methods = [POST], credentials, dangerously(insecure_origins))]
async fn intranet() {}

#[cors(origins = HOME, methods = [PUT], credentials, dangerously(insecure_origins))]
async fn home() {}

#[cors(origins = OPEN, methods = [PATCH])]
async fn open() {}

#[cors(origins = EXTENSIONS, methods = [DELETE], credentials, dangerously(any_host))]
async fn extension() {}

#[cors(origins = ["moz-extension://*", "vscode-webview://*"], methods = [GET])]
async fn webview() {}

#[cors(origins = ["moz-extension://*"], methods = [POST], credentials, dangerously(any_host))]
async fn signed_in_webview() {}

/// Origins that operators name, with credentials.
#[cors(origins = OPERATORS, credentials, enforce)]
pub static OPERATED: Policy;

/// Origins of tenants, who are kept in a database.
#[cors(origins = TENANTS, headers = [CONTENT_TYPE], max_age = 60)]
pub static OF_TENANTS: Policy;

#[cors(policy = OF_TENANTS, methods = [GET])]
async fn under_tenants(Path(_): Path<String>) {}

#[cors(policy = OPERATED, methods = [GET])]
async fn under_operated() {}

/// Constants can refer to both.
pub const REFERENCES: (&Origins, &Policy) = (&OPERATORS, &OPERATED);

/// The state.
#[derive(Clone, Debug)]
pub struct App {
    domains: Domains,
}

/// A part of it.
#[derive(Clone, Debug)]
pub struct Domains(Arc<[String]>);

impl FromRef<App> for Domains {
    fn from_ref(app: &App) -> Domains {
        app.domains.clone()
    }
}

async fn is_tenant(origin: Origin, State(Domains(domains)): State<Domains>) -> bool {
    domains.iter().any(|domain| domain == origin.host())
}

async fn is_page(_: Origin, request: RequestInfo, _: State<App>) -> Result<bool, std::fmt::Error> {
    Ok(request.capture("id").is_some())
}

fn responds_by_a_future(_: Origin) -> impl Future<Output = bool> + Send {
    async { true }
}

fn main() {
    let tenants = || CorsRouter::<App>::new().route("/tenants/{id}", under_tenants);
    let known = Arc::new(vec!["https://app.example.com".to_owned()]);
    let app: CorsRouter<App> = CorsRouter::new()
        .nest("/function", tenants().bind_predicate(&TENANTS, is_tenant))
        .nest("/request", tenants().bind_predicate(&TENANTS, is_page))
        .nest("/future", tenants().bind_predicate(&TENANTS, responds_by_a_future))
        .nest("/closure", tenants().bind_predicate(&TENANTS, async |_: Origin, _: RequestInfo, _: State<App>| true))
        .nest("/pool", tenants().bind_predicate(&TENANTS, move |origin: Origin| {
            let known = known.clone();
            async move { known.iter().any(|known| known == origin.as_str()) }
        }))
        .route("/", (account, intranet, home, open, extension))
        .route("/page", page)
        .route("/webview", (webview, signed_in_webview))
        .route("/operated", under_operated)
        .bind_origins(&WEB, ["https://app.example.com"])
        .bind_origins(&PAGES, vec![String::from("https://me.github.io")])
        .bind_origins(&HOME, &["http://nas.local:8080".to_owned()])
        .bind_origins(&EXTENSIONS, Some("moz-extension://*"));
    let app: CorsRouter = app.with_state(App { domains: Domains(Arc::new([])) });
    assert!(app.build().is_ok());
}
