//! An application with handlers under different policies on the same paths, in every arrangement that must not matter.

use crate::client::{Served, TestRequest, canonical, serve};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::header::{HeaderName, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::AppendHeaders;
use axum::routing::{get, patch, post};
use handler_cors::{CorsRouter, cors};
use tower::layer::util::Identity;
use tower_http::trace::TraceLayer;

/// The state of the fixture's handlers.
#[derive(Clone, Debug)]
pub(crate) struct Db;

#[cors(origins = ["*"], methods = [GET], headers = ["x-trace"], expose = ["x-total-count"], max_age = 60)]
async fn list_widgets(State(_db): State<Db>) -> &'static str {
    "widgets"
}

#[cors(
    origins = ["https://app.example.com", "https://*.partner.example"],
    methods = [POST],
    headers = [CONTENT_TYPE, "x-request-id"],
    expose = ["x-widget-id", "x-request-id"],
    credentials,
    max_age = 600,
)]
async fn create_widget(State(_db): State<Db>, name: String) -> (StatusCode, String) {
    (StatusCode::CREATED, name)
}

/// Has the policy of `create_widget`.
#[cors(
    origins = ["https://app.example.com", "https://*.partner.example"],
    methods = [PUT],
    headers = [CONTENT_TYPE, "x-request-id"],
    expose = ["x-widget-id", "x-request-id"],
    credentials,
    max_age = 600,
)]
async fn replace_widget(name: String) -> String {
    name
}

#[cors(origins = ["https://admin.example.com"], methods = [DELETE], max_age = 0)]
async fn delete_widget() -> StatusCode {
    StatusCode::NO_CONTENT
}

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, expose = ["x-total-count"])]
async fn list_orders() -> &'static str {
    "orders"
}

#[cors(origins = ["https://admin.example.com"], methods = [PUT, DELETE], headers = ["x-reason"], max_age = 5)]
async fn change_order() -> &'static str {
    "changed"
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_session() -> &'static str {
    "session"
}

#[cors(origins = ["https://admin.example.com"], methods = [HEAD], credentials)]
async fn probe_session() {}

#[cors(origins = ["https://app.example.com"], methods = [POST], headers = ["x-a"], max_age = 60, dangerously(unenforced))]
async fn receive_hook() -> &'static str {
    "received"
}

#[cors(origins = ["https://app.example.com"], methods = [PUT], headers = ["x-b"], max_age = 600)]
async fn replace_hook() -> &'static str {
    "replaced"
}

#[cors(origins = ["https://app.example.com"], methods = [DELETE])]
async fn delete_hook() -> &'static str {
    "deleted"
}

#[cors(origins = ["https://app.example.com"], methods = [GET, POST], enforce)]
async fn report() -> &'static str {
    "report"
}

/// For pages in sandboxed frames.
#[cors(origins = ["null", "https://app.example.com"], methods = [GET, POST], dangerously(null_origin))]
async fn sandbox() -> &'static str {
    "sandbox"
}

/// Sets headers that only the policy can set.
#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn meddle() -> HeaderMap {
    meddling()
}

#[cors(origins = ["*"], methods = [GET], headers = ["*", AUTHORIZATION], expose = ["*"])]
async fn meddle_in_public() -> HeaderMap {
    meddling()
}

/// Sets one `Vary` header per part of its query.
#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn vary(RawQuery(query): RawQuery) -> AppendHeaders<Vec<(HeaderName, String)>> {
    let query = query.unwrap_or_default();
    AppendHeaders(query.split('&').map(|part| (VARY, part.replace('+', " "))).collect())
}

fn meddling() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("access-control-allow-origin", "https://evil.example"),
        ("access-control-allow-origin", "*"),
        ("access-control-allow-credentials", "true"),
        ("access-control-allow-methods", "DELETE"),
        ("access-control-allow-headers", "x-evil"),
        ("access-control-expose-headers", "x-evil"),
        ("access-control-max-age", "86400"),
        ("vary", "Accept"),
        ("vary", "Accept-Language"),
    ] {
        headers.append(name, value.parse().unwrap());
    }
    headers
}

#[cors(origins = ["https://app.example.com"], methods = [PUT], headers = ["x-a"])]
async fn put_beside_plain() -> &'static str {
    "put"
}

/// Plain routes, some on the path of a `#[cors]` handler.
fn plain() -> Router<Db> {
    Router::new()
        .route("/shared", get(async || "plain get").post(async || "plain post"))
        .route("/shared", patch(async || "plain patch"))
        .route("/plain", post(async |State(Db): State<Db>| "plain"))
}

/// The state is missing, so that arrangements can provide it early or late.
pub(crate) fn app() -> CorsRouter<Db> {
    CorsRouter::new()
        .route("/widgets", (list_widgets, create_widget, replace_widget, delete_widget))
        .route("/orders", list_orders)
        .route("/orders", change_order)
        .route("/session", (show_session, probe_session))
        .route("/hooks", (receive_hook, replace_hook, delete_hook))
        .route("/reports", report)
        .route("/sandbox", sandbox)
        .route("/meddle", meddle)
        .route("/meddle/in/public", meddle_in_public)
        .route("/vary", vary)
        .route("/shared", put_beside_plain)
        .merge(plain())
}

/// Arrangements of the application that are equivalent to browsers, each with the prefix of its paths.
fn arrangements() -> Vec<(&'static str, &'static str, CorsRouter)> {
    let nested = || CorsRouter::new().nest("/api", app());
    vec![
        ("bare", "", app().with_state(Db)),
        ("one layer", "", app().layer(TraceLayer::new_for_http()).with_state(Db)),
        ("two layers", "", app().layer(Identity::new()).with_state(Db).layer(TraceLayer::new_for_http())),
        ("a route layer", "", app().route_layer(TraceLayer::new_for_http()).with_state(Db)),
        ("merged", "", CorsRouter::new().merge(app()).with_state(Db)),
        ("nested", "/api", nested().with_state(Db)),
        ("nested, layers inside and outside", "/api", {
            let inside = app().layer(TraceLayer::new_for_http()).with_state(Db);
            CorsRouter::new().nest("/api", inside).layer(Identity::new())
        }),
        (
            "nested twice below captures",
            "/v1/acme",
            CorsRouter::new().nest("/{version}", {
                CorsRouter::new().nest("/{tenant}", app()).layer(Identity::new()).with_state(Db)
            }),
        ),
        ("embedded in a plain router", "/api", Router::new().nest("/api", app().with_state(Db).into()).into()),
        ("embedded in a plain router with another state", "/api", {
            let embedded = Router::from(app().layer(TraceLayer::new_for_http()).with_state(Db)).with_state(());
            Router::<u8>::new().nest("/api", embedded).with_state(7).into()
        }),
    ]
}

/// Checks each row, a request and its response, in every arrangement: in process, over HTTP/1.1 and over HTTP/2.
pub(crate) async fn check_everywhere(rows: &[(&str, &str)]) {
    for (arrangement, prefix, app) in arrangements() {
        let served: Served = serve(app).await;
        for (text, expected) in rows {
            let response = served.request(TestRequest::new(text).below(prefix)).await;
            assert_eq!(response.text(), canonical(expected), "{arrangement}: the response (left) to:\n{text}\n");
            let response = served.request_over_http2(TestRequest::new(text).below(prefix)).await;
            assert_eq!(
                response.text(),
                canonical(expected),
                "{arrangement}, over HTTP/2: the response (left) to:\n{text}\n"
            );
        }
    }
}
