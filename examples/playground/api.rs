//! The API: one path for each behaviour that the playground shows.
#![allow(deprecated, reason = "every origin is on the visitor's own machine, as is the API")]

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Request, State};
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use handler_cors::{CorsRouter, Origin, Origins, Policy, cors};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;

const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");
const SERVED_BY: HeaderName = HeaderName::from_static("x-served-by");

/// The only session.
const SESSION: &str = "session=open-sesame";

#[derive(Clone)]
pub(crate) struct App {
    widgets: Arc<Mutex<BTreeMap<u32, Widget>>>,
    name: Arc<Mutex<String>>,
    orders: Arc<AtomicU32>,
    tenant: Arc<str>,
}

impl App {
    /// The oldest widgets are dropped above this number.
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

/// Bounds what is stored of a request body.
fn cut(text: &str) -> String {
    text.chars().take(100).collect()
}

/// The policy for the pages of our app.
#[cors(
    origins = ["http://localhost:*"],
    headers = ["x-request-id"], // content-type comes from the `Json` extractors by itself
    expose = [LOCATION],
    credentials,
    max_age = 600,
)]
static WEB_APP: Policy;

/// Allows every origin. Only one of the two response headers is exposed.
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
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split("; ")).any(|cookie| cookie == SESSION)
}

/// Preflights, which have no cookies, never reach this layer. The page can read the 401.
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

/// Enforced, so that disallowed pages cannot make the server do the work.
#[cors(origins = ["http://localhost:*"], methods = [GET], enforce)]
async fn report() -> &'static str {
    "a costly report\n"
}

/// Plain CORS without enforcement: the handler runs for every page, and CORS only hides the response.
#[cors(origins = ["http://localhost:*"], methods = [POST], credentials, dangerously(unenforced))]
async fn order(State(app): State<App>, _body: String) -> String {
    format!("{} orders so far\n", app.orders.fetch_add(1, Ordering::Relaxed) + 1)
}

/// A WebSocket, which browsers open to any server, with cookies. Handshakes are always enforced.
#[cors(policy = WEB_APP, methods = [GET])]
async fn echo(upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(1000).on_upgrade(repeat_one)
}

async fn repeat_one(mut socket: WebSocket) {
    if let Some(Ok(Message::Text(text))) = socket.recv().await {
        let _ = socket.send(Message::Text(format!("echo: {text}").into())).await;
    }
}

/// Stands for a query of a database.
async fn is_tenant(origin: Origin, State(app): State<App>) -> bool {
    origin.as_str() == &*app.tenant
}

/// Pages on this machine, of which the predicate allows one.
#[cors(within = ["http://localhost:*", "http://*.localhost:*", "http://127.0.0.1:*"])]
static TENANTS: Origins;

#[cors(origins = TENANTS, methods = [GET, POST], headers = ["x-request-id"])]
async fn tenant() -> &'static str {
    "for our tenants\n"
}

/// Exceeds the time limit. The page can read the 504.
#[cors(policy = WEB_APP, methods = [GET])]
async fn slow() -> &'static str {
    tokio::time::sleep(Duration::from_secs(60)).await;
    "at last\n"
}

#[cors(policy = WEB_APP, methods = [GET])]
async fn broken() -> (StatusCode, &'static str) {
    (StatusCode::INTERNAL_SERVER_ERROR, "the handler failed\n")
}

/// A path of a plain axum route, without a policy.
pub(crate) const PLAIN: &str = "/plain";

pub(crate) fn app(state: App) -> CorsRouter {
    let login = CorsRouter::new().route("/account", (account, rename)).layer(from_fn(require_login));
    // Not 408: Chromium repeats the request then.
    let time_out = TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_millis(300));
    CorsRouter::new()
        .route("/slow", slow)
        .layer(time_out)
        .merge(login)
        .route("/widgets", (list_widgets, create_widget))
        .route("/session", (log_in, log_out))
        .route("/report", report)
        .route("/orders", order)
        .route("/echo", echo)
        .route("/tenant", tenant)
        .route("/broken", broken)
        .merge(Router::new().route(PLAIN, get(async || "no policy\n").post(async || "no policy\n")))
        .bind_predicate(&TENANTS, is_tenant)
        .with_state(state)
}
