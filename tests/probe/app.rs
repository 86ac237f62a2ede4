//! An application with every kind of row.

use axum::Router;
use axum::extract::{Request, WebSocketUpgrade};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{any, get, post};
use handler_cors::testing::probe::Probe;
use handler_cors::{CorsRouter, Origin, Origins, Policy, cors};
use std::convert::Infallible;
use tower::service_fn;
use tower_http::trace::TraceLayer;

#[cors(origins = ["https://app.example.com", "https://*.partner.example"], headers = ["x-request-id"], expose = ["x-total"],
    credentials, max_age = 600)]
static WEB: Policy;

#[cors(within = ["https://bound.example", "https://*.bound.example"], always = ["tauri://localhost"], default = [])]
static PAGES: Origins;

#[cors(within = ["https://*"])]
static TENANTS: Origins;

#[cors(within = ["https://*"], env = "HANDLER_CORS_PROBE_ORIGINS", default = ["https://default.example"])]
static CONFIGURED: Origins;

#[allow(deprecated)]
#[cors(within = ["http://localhost:*"], default = ["http://localhost:*"])]
static DEVELOPMENT: Origins;

#[cors(origins = PAGES, headers = ["x-request-id"], credentials)]
static BOUND: Policy;

#[cors(origins = ["*"], methods = [GET], expose = ["x-total"], max_age = 60)]
async fn list() -> &'static str {
    "widgets"
}

#[cors(policy = WEB, methods = [POST, PUT])]
async fn create(_: axum::Json<u32>) {}

#[cors(origins = ["https://admin.example.com", "https://pr-*.preview.example.com:8443"], methods = [DELETE])]
async fn remove() {}

#[cors(origins = ["*"], methods = [GET], headers = ["*", AUTHORIZATION], expose = ["*"])]
async fn open() {}

#[cors(origins = ["null", "moz-extension://*"], methods = [GET, HEAD], dangerously(null_origin))]
async fn sandboxed() {}

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, enforce)]
async fn enforced() {}

#[cors(origins = ["https://app.example.com"], methods = [POST], dangerously(unenforced))]
async fn unenforced() {}

#[cors(origins = ["https://app.example.com"], methods = [OPTIONS])]
async fn described() {}

#[cors(origins = PAGES, methods = [GET, PATCH])]
async fn bound() {}

#[cors(origins = TENANTS, methods = [GET, DELETE], headers = ["x-tenant"], credentials)]
async fn tenants() {}

#[cors(origins = CONFIGURED, methods = [GET])]
async fn configured() {}

#[cors(origins = DEVELOPMENT, methods = [GET])]
async fn development() {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn socket(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |_| {})
}

async fn is_tenant(origin: Origin) -> bool {
    origin.host() == "tenant.example"
}

async fn require_login(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

/// Routes of an application that knows nothing of CORS.
fn application() -> Router {
    Router::new()
        .route("/users/{id}", get(async || "user").put(async || {}))
        .route("/any", any(async || {}))
        .layer(from_fn(require_login))
}

/// Handlers, services, applications, fallbacks, sockets, bound origins, predicates, plain routes.
pub(crate) fn app() -> CorsRouter {
    let files = service_fn(async |_: Request| Ok::<Response, Infallible>(Response::default()));
    let account = CorsRouter::new().route("/account", enforced).layer(from_fn(require_login));
    CorsRouter::new()
        .route("/widgets", (list, create))
        .route("/widgets/{id}", remove)
        .route("/widgets/{id}/files/{*file}", WEB.methods([Method::GET]).service(files))
        .route("/open", open)
        .route("/sandboxed", sandboxed)
        .merge(account)
        .route("/hook", unenforced)
        .route("/described", described)
        .route("/bound", bound)
        .route("/bound/any", BOUND.any(async || {}))
        .route("/tenants", tenants)
        .route("/configured", configured)
        .route("/development", development)
        .route("/socket", socket)
        .nest("/v1", WEB.router(application()))
        .nest_service("/assets", BOUND.service(files))
        .nest("/docs", CorsRouter::new().fallback(WEB.any(async || "docs")))
        .merge(Router::new().route("/plain", post(async || "plain")))
        .layer(TraceLayer::new_for_http())
        .bind_origins(&PAGES, ["https://bound.example", "https://*.bound.example"])
        .bind_predicate(&TENANTS, is_tenant)
}

/// A probe of the application, with a value for each parameter.
pub(crate) fn probe(app: &CorsRouter) -> Probe {
    with_paths(Probe::new(&app.resolved_surface().unwrap()))
}

pub(crate) fn with_paths(probe: Probe) -> Probe {
    probe
        .path("id", "7")
        .path("file", "a/b.css")
        .path("/v1/*", "/v1/users/7")
        .path("/assets/*", "/assets/a.css")
        .path("/docs/*", "/docs/intro")
}
