//! The API: a path for everything that is worth seeing.
#![allow(deprecated, reason = "the pages are on each visitor's own machine, and so is the API itself")]

use axum::extract::{Request, State};
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use handler_cors::{CorsRouter, Origin, Policy, cors};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;

const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");
const SERVED_BY: HeaderName = HeaderName::from_static("x-served-by");

/// The only session that there is.
const SESSION: &str = "session=open-sesame";

#[derive(Clone)]
pub(crate) struct App {
    widgets: Arc<Mutex<BTreeMap<u32, Widget>>>,
    name: Arc<Mutex<String>>,
    orders: Arc<AtomicU32>,
    tenant: Arc<str>,
}

impl App {
    /// Whoever plays long enough sees the oldest widgets go.
    const WIDGETS: usize = 20;

    pub(crate) fn new(tenant: &str) -> App {
        let sprocket = Widget { name: "sprocket".to_owned() };
        App {
            widgets: Arc::new(Mutex::new(BTreeMap::from([(1, sprocket)]))),
            name: Arc::new(Mutex::new("Ada".to_owned())),
            orders: Arc::default(),
            tenant: tenant.into(),
        }
    }

    fn widgets(&self) -> MutexGuard<'_, BTreeMap<u32, Widget>> {
        self.widgets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct Widget {
    name: String,
}

/// What is kept of what a page sends.
fn cut(text: &str) -> String {
    text.chars().take(100).collect()
}

/// What the pages of our app may do.
#[cors(
    origins = ["http://localhost:*"],
    headers = ["x-request-id"], // content-type comes from the `Json` extractors by itself
    expose = [LOCATION],
    credentials,
    max_age = 600,
)]
static WEB_APP: Policy;

/// Everybody's pages may read. Of the two headers, they see the exposed one.
#[cors(origins = ["*"], methods = [GET], expose = ["x-total-count"], max_age = 60)]
async fn list_widgets(State(app): State<App>) -> (HeaderMap, Json<BTreeMap<u32, Widget>>) {
    let widgets = app.widgets().clone();
    let total = HeaderValue::from(widgets.len());
    (HeaderMap::from_iter([(TOTAL_COUNT, total), (SERVED_BY, HeaderValue::from_static("axum"))]), Json(widgets))
}

#[cors(policy = WEB_APP, methods = [POST])]
async fn create_widget(State(app): State<App>, Json(widget): Json<Widget>) -> Response {
    let mut widgets = app.widgets();
    let id = widgets.last_key_value().map_or(1, |(last, _)| last + 1);
    widgets.insert(id, Widget { name: cut(&widget.name) });
    if widgets.len() > App::WIDGETS {
        widgets.pop_first();
    }
    (StatusCode::CREATED, [(LOCATION, format!("/widgets/{id}"))], Json(id)).into_response()
}

#[cors(policy = WEB_APP, methods = [POST])]
async fn log_in() -> impl IntoResponse {
    (StatusCode::NO_CONTENT, [(SET_COOKIE, format!("{SESSION}; Path=/; HttpOnly; SameSite=Lax"))])
}

#[cors(policy = WEB_APP, methods = [DELETE])]
async fn log_out() -> impl IntoResponse {
    (StatusCode::NO_CONTENT, [(SET_COOKIE, "session=; Path=/; Max-Age=0")])
}

pub(crate) fn is_logged_in(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split("; ")).any(|cookie| cookie == SESSION)
}

/// Preflights never come here: browsers send them without cookies. And its 401 can be read by the page.
async fn require_login(request: Request, next: Next) -> Response {
    if is_logged_in(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::UNAUTHORIZED, "log in first\n").into_response()
    }
}

#[cors(policy = WEB_APP, methods = [GET])]
async fn account(State(app): State<App>) -> Json<String> {
    Json(app.name.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

#[cors(policy = WEB_APP, methods = [PUT])]
async fn rename(State(app): State<App>, Json(name): Json<String>) -> Json<String> {
    let name = cut(&name);
    app.name.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&name);
    Json(name)
}

/// Nothing that a stranger's page may even cause.
#[cors(origins = ["http://localhost:*"], methods = [GET], enforce)]
async fn report() -> &'static str {
    "a costly report\n"
}

/// Plain CORS: whoever's page sends this, it is done.
#[cors(origins = ["http://localhost:*"], methods = [POST], credentials, dangerously(unenforced))]
async fn order(State(app): State<App>, _body: String) -> String {
    format!("{} orders so far\n", app.orders.fetch_add(1, Ordering::Relaxed) + 1)
}

/// Who is a tenant, only a database knows.
async fn is_tenant(origin: Origin, State(app): State<App>) -> bool {
    origin.as_str() == &*app.tenant
}

#[cors(origins = dynamic(is_tenant), methods = [GET, POST], headers = ["x-request-id"])]
async fn tenant() -> &'static str {
    "for our tenants\n"
}

/// Is given up before it answers; the page can read that, too.
#[cors(policy = WEB_APP, methods = [GET])]
async fn slow() -> &'static str {
    tokio::time::sleep(Duration::from_secs(60)).await;
    "at last\n"
}

#[cors(policy = WEB_APP, methods = [GET])]
async fn broken() -> (StatusCode, &'static str) {
    (StatusCode::INTERNAL_SERVER_ERROR, "the handler failed\n")
}

/// A path whose route is axum's own, without a policy.
pub(crate) const PLAIN: &str = "/plain";

pub(crate) fn app(state: App) -> CorsRouter {
    let login = CorsRouter::new().route("/account", (account, rename)).layer(from_fn(require_login));
    // Not 408, upon which Chromium sends the request once more.
    let time_out = TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_millis(300));
    CorsRouter::new()
        .route("/slow", slow)
        .layer(time_out)
        .merge(login)
        .route("/widgets", (list_widgets, create_widget))
        .route("/session", (log_in, log_out))
        .route("/report", report)
        .route("/orders", order)
        .route("/tenant", tenant)
        .route("/broken", broken)
        .merge(Router::new().route(PLAIN, get(async || "no policy\n").post(async || "no policy\n")))
        .with_state(state)
}
