//! Report-only: what the policies allow is served as usual; the rest passes as if this crate were not there, and is reported.

use crate::client::{TestRequest, TestResponse, received, serve};
use crate::events::{events, events_of};
use crate::http1;
use axum::Router;
use axum::body::Body;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{MatchedPath, Request};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, COOKIE, SET_COOKIE, VARY};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use handler_cors::{CorsRouter, Policy, Report, cors};
use std::fmt::Write;
use tower::ServiceExt;

#[cors(origins = ["https://app.example.com"], headers = ["x-a"], max_age = 60)]
static WEB: Policy;

#[cors(origins = ["https://app.example.com"], credentials, enforce)]
static ACCOUNT: Policy;

/// Responds with the cookies that arrive, and with headers of its own.
async fn seen(headers: HeaderMap) -> Response {
    let cookies: Vec<_> = headers.get_all(COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    ([(VARY, "Accept")], format!("ran {}", cookies.join("; "))).into_response()
}

/// Sets a cookie.
async fn session() -> Response {
    ([(SET_COOKIE, "session=1"), (VARY, "Accept")], "signed in").into_response()
}

#[cors(policy = WEB, methods = [POST])]
async fn handler(headers: HeaderMap) -> Response {
    seen(headers).await
}

#[cors(policy = ACCOUNT, methods = [GET, PUT])]
async fn account(headers: HeaderMap) -> Response {
    seen(headers).await
}

#[cors(policy = WEB, methods = [PUT])]
async fn sign_in() -> Response {
    session().await
}

/// A CORS layer of another crate: it responds to all preflights, and lets every page read.
async fn cors_layer(request: Request, next: Next) -> Response {
    let is_preflight =
        *request.method() == Method::OPTIONS && request.headers().contains_key("access-control-request-method");
    let mut response = if is_preflight { StatusCode::OK.into_response() } else { next.run(request).await };
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, "*".parse().unwrap());
    response
}

/// The application, and what it is without us.
fn pair() -> (CorsRouter, Router) {
    let application = || Router::new().route("/application", post(seen).get(seen));
    let ours = CorsRouter::new()
        .route("/handler", handler)
        .route("/account", account)
        .route("/session", sign_in)
        .route("/post", WEB.post(seen))
        .merge(WEB.router(application()));
    let plain = Router::new()
        .route("/handler", post(seen))
        .route("/account", get(seen).put(seen))
        .route("/session", axum::routing::put(session))
        .route("/post", post(seen))
        .merge(application());
    (ours.report_only(true), plain)
}

/// Every way of serving both.
fn arrangements() -> Vec<(&'static str, Router, Router)> {
    let pair_of = || {
        let (ours, plain) = pair();
        (ours.layer(from_fn(cors_layer)), plain.layer(from_fn(cors_layer)))
    };
    let (bare, plain) = pair();
    let (layered, layered_plain) = pair_of();
    let (served, served_plain) = pair_of();
    let (nested, nested_plain) = pair_of();
    vec![
        ("bare", bare.into(), plain),
        ("a layer inside", layered.into(), layered_plain),
        ("served, a layer inside", Router::new().fallback_service(served.build().unwrap()), served_plain),
        ("merged", CorsRouter::new().merge(nested).into(), nested_plain),
    ]
}

async fn send(app: &Router, request: &str) -> (TestResponse, Option<Report>, Option<String>) {
    let response = app.clone().oneshot(TestRequest::new(request).into_request()).await.unwrap();
    let report = response.extensions().get::<Report>().cloned();
    let path = response.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    (received(response).await, report, path)
}

const EVIL: &str = "Origin: https://evil.example\nSec-Fetch-Site: cross-site\nCookie: a=1";
const PAGE: &str = "Origin: https://app.example.com";

/// What is disallowed, the reason that is reported, and the path.
fn disallowed() -> Vec<(String, &'static str)> {
    let mut all = Vec::new();
    for path in ["/handler", "/post", "/application"] {
        all.push((format!("POST {path}\n{EVIL}"), "Rejected OriginNotAllowed"));
        all.push((format!("POST {path}\nSec-Fetch-Site: cross-site\nCookie: a=1"), "Rejected OriginMissing"));
        all.push((format!("POST {path}\n{PAGE}\nCookie: a=1\nCookie: b=2"), "CredentialsRemoved NoCredentials"));
        let preflight = |page: &str| format!("OPTIONS {path}\n{page}\nAccess-Control-Request-Method: POST");
        all.push((preflight(EVIL), "PreflightDenied OriginNotAllowed"));
        let headers = format!("{}\nAccess-Control-Request-Headers: sentry-trace,x-a", preflight(PAGE));
        all.push((headers, "PreflightDenied HeadersNotAllowed"));
    }
    all.push((format!("GET /account\n{EVIL}"), "Rejected OriginNotAllowed"));
    all.push((format!("PUT /account\n{EVIL}"), "Rejected OriginNotAllowed"));
    // Not enforced; a layer inside lets the page read.
    all.push((format!("GET /application\n{EVIL}"), "Unreadable OriginNotAllowed"));
    all.push((format!("PATCH /post\n{EVIL}"), "Rejected OriginNotAllowed"));
    all.push((
        "GET /account\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\nCookie: a=1"
            .into(),
        "Rejected OriginMissing",
    ));
    all.push((format!("PUT /session\n{PAGE}"), "CredentialsRemoved NoCredentials"));
    let not_served = format!("OPTIONS /handler\n{PAGE}\nAccess-Control-Request-Method: GET");
    all.push((not_served, "PreflightDenied MethodNotServed"));
    all
}

/// Also the CORS headers of a layer inside, and the `Vary` of the handler.
#[tokio::test]
async fn what_is_disallowed_passes_unchanged_with_one_report() {
    check_unchanged(disallowed()).await;
}

/// A handler for GET is registered for CONNECT too, which nobody must see.
#[tokio::test]
async fn the_405_of_a_handler_for_get_passes_unchanged() {
    check_unchanged(vec![(format!("DELETE /account\n{EVIL}"), "Rejected OriginNotAllowed")]).await;
}

/// The router serves OPTIONS, so that `Allow` lists it.
fn shown(response: &TestResponse) -> String {
    let text = response.text();
    let lines = text.lines().map(|line| match line.strip_prefix("allow: ") {
        Some(methods) => {
            let methods: Vec<_> = methods.split(", ").filter(|method| *method != "OPTIONS").collect();
            format!("allow: {}", methods.join(", "))
        }
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

async fn check_unchanged(requests: Vec<(String, &str)>) {
    let mut all = String::new();
    for (arrangement, ours, plain) in arrangements() {
        for (request, expected) in &requests {
            let (response, report, path) = send(&ours, request).await;
            let (without_us, ..) = send(&plain, request).await;
            if shown(&response) != shown(&without_us) {
                write!(all, "\n{arrangement}: {request}\n{}\n  must be\n{}\n", response.text(), without_us.text())
                    .unwrap();
            }
            let text = report.as_ref().map(|report| format!("{:?} {:?}", report.action, report.reason));
            if text.as_deref() != Some(*expected) || !report.is_some_and(|report| report.report_only) || path.is_none()
            {
                write!(all, "\n{arrangement}: {request}\n  reports {text:?} at {path:?}, not {expected}\n").unwrap();
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

/// A page that the policy does not allow reads what a layer inside lets it read: step 1 of a migration changes nothing.
#[tokio::test]
async fn a_layer_inside_still_lets_pages_read() {
    let mut all = String::new();
    for (arrangement, ours, plain) in arrangements() {
        let (response, ..) = send(&ours, &format!("GET /application\n{EVIL}")).await;
        let (without_us, ..) = send(&plain, &format!("GET /application\n{EVIL}")).await;
        if response.text() != without_us.text() {
            write!(all, "\n{arrangement}: {}\n  must be\n{}\n", response.text(), without_us.text()).unwrap();
        }
    }
    assert!(all.is_empty(), "{all}");
}

/// Without a page that the policy allows, a response keeps the CORS headers of a layer inside, and gets `Vary` only: a cache may give it to
/// other pages.
#[tokio::test]
async fn responses_to_no_page_keep_their_cors_headers_without_a_report() {
    let own_page = "Origin: https://own.example\nHost: own.example";
    let mut all = String::new();
    for (arrangement, ours, plain) in arrangements() {
        for request in ["GET /account", "POST /handler", "POST /post", "GET /application"] {
            for request in [request.to_owned(), format!("{request}\n{own_page}")] {
                let (response, report, _) = send(&ours, &request).await;
                let (without_us, ..) = send(&plain, &request).await;
                let without_vary = |response: &TestResponse| {
                    let text = response.text();
                    text.lines().filter(|line| !line.starts_with("vary: ")).collect::<Vec<_>>().join("\n")
                };
                let varies = response.text().contains("Origin");
                if without_vary(&response) != without_vary(&without_us) || !varies || report.is_some() {
                    write!(all, "\n{arrangement}: {request}\n{}\n  must be\n{}\n", response.text(), without_us.text())
                        .unwrap();
                }
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

#[tokio::test]
async fn what_is_allowed_is_served_as_usual() {
    for (arrangement, ours, _) in arrangements() {
        let readable = |body: &str| {
            format!("200\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Accept, Origin\n\n{body}")
        };
        for path in ["/handler", "/post", "/application"] {
            let (response, report, _) = send(&ours, &format!("POST {path}\n{PAGE}")).await;
            assert_eq!(
                response.text(),
                crate::client::canonical(&readable("ran")).replace("ran", "ran "),
                "{arrangement} {path}"
            );
            assert_eq!(report, None, "{arrangement} {path}");
            let asks = format!(
                "OPTIONS {path}\n{PAGE}\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: x-a"
            );
            let (response, report, _) = send(&ours, &asks).await;
            assert_eq!(response.status, 204, "{arrangement} {path}");
            assert_eq!(response.header("access-control-allow-origin"), Some(b"https://app.example.com".as_slice()));
            assert_eq!(response.header("access-control-max-age"), Some(b"60".as_slice()));
            assert_eq!(report, None, "{arrangement} {path}");
        }
        let (response, report, _) = send(&ours, &format!("GET /account\n{PAGE}\nCookie: a=1")).await;
        assert_eq!((response.status, &*response.body), (200, "ran a=1"), "{arrangement}");
        assert_eq!(response.header("access-control-allow-credentials"), Some(b"true".as_slice()), "{arrangement}");
        assert_eq!(report, None, "{arrangement}");
    }
}

/// As a configuration value: off, nothing of it is left.
#[tokio::test]
async fn off_is_off() {
    let (ours, _) = pair();
    let app = Router::from(ours.report_only(false));
    for path in ["/handler", "/post", "/application"] {
        let (response, report, _) = send(&app, &format!("POST {path}\n{EVIL}")).await;
        assert!(response.is_rejection(), "{path}: {}", response.text());
        assert!(!report.unwrap().report_only, "{path}");
    }
}

/// What a router says of itself holds wherever it is; the outer one fills what is left.
#[tokio::test]
async fn inner_settings_hold() {
    let route = |path: &str| CorsRouter::new().route(path, WEB.post(seen));
    let application = |path: &str| WEB.router(Router::new().route(path, post(seen)));
    for (outer, left) in [(Some(true), 200), (Some(false), 403), (None, 403)] {
        let app = CorsRouter::new()
            .merge(route("/on").report_only(true))
            .merge(route("/off").report_only(false))
            .merge(route("/left"))
            .nest("/nested/on", application("/x").report_only(true))
            .nest("/nested/off", application("/x").report_only(false))
            .nest("/nested/left", application("/x"))
            .nest("/deep", CorsRouter::new().nest("/on", route("/x")).report_only(true));
        let app = match outer {
            Some(outer) => app.report_only(outer),
            None => app,
        };
        let app = serve(app).await;
        for (path, status) in [
            ("/on", 200),
            ("/off", 403),
            ("/left", left),
            ("/nested/on/x", 200),
            ("/nested/off/x", 403),
            ("/nested/left/x", left),
            ("/deep/on/x", 200),
        ] {
            assert_eq!(app.request(&*format!("POST {path}\n{EVIL}")).await.status, status, "{path} in {outer:?}");
        }
    }
}

/// The pages of every site open sockets, as without us, over HTTP/1.1 and over HTTP/2.
#[tokio::test]
async fn sockets_open() {
    async fn chat(upgrade: WebSocketUpgrade) -> Response {
        upgrade.on_upgrade(async |_| ())
    }
    let app = CorsRouter::new().route("/", WEB.get(chat)).report_only(true);
    let app = serve(app).await;
    let handshake = "GET /\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n\
                     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nOrigin: https://evil.example";
    let mut connection = http1::Connection::open(app.address).await;
    let response = connection.request(&TestRequest::new(handshake)).await;
    assert_eq!(response.status, 101, "{}", response.text());
    response.assert_without_cors();
}

#[test]
fn the_surface_begins_with_it() {
    let (ours, _) = pair();
    let text = ours.clone().surface().to_string();
    assert!(text.starts_with("REPORT ONLY"), "{text}");
    let rows = ours.surface();
    assert!(rows.rows().iter().all(|row| row.report_only && !row.is_enforced()), "{text}");
    let nested = CorsRouter::new().route("/strict", WEB.post(seen)).nest("/tried", pair().0);
    let text = nested.clone().surface().to_string();
    assert!(text.starts_with("REPORT ONLY"), "{text}");
    for row in nested.surface().rows() {
        assert_eq!(row.is_enforced(), row.path == "/strict", "{} {}", row.method, row.path);
    }
    let off = pair().0.report_only(false).surface().to_string();
    assert!(!off.contains("REPORT ONLY"), "{off}");
}

/// Once for each router that is built, however it is.
#[tokio::test]
async fn building_such_a_router_is_a_warning() {
    const WARNING: &str = "WARN message=report-only: nothing is rejected, only reported";
    let nested = || CorsRouter::new().nest("/tried", pair().0);
    for build in [
        |app: CorsRouter| drop(app.build().unwrap()),
        |app: CorsRouter| drop(Router::from(app)),
        |app: CorsRouter| drop(app.into_make_service()),
        |app: CorsRouter| drop(app.into_service::<Body>()),
        |app: CorsRouter| drop(app.build().unwrap().into_make_service()),
    ] {
        assert_eq!(events_of(|| build(pair().0)), [WARNING]);
        assert_eq!(events_of(|| build(nested())), [WARNING]);
        assert_eq!(events_of(|| build(pair().0.report_only(false))), Vec::<String>::new());
    }
}

#[tokio::test]
async fn events_say_what_would_be_done() {
    let app = Router::from(pair().0);
    for (request, expected) in [
        (
            format!("POST /post\n{EVIL}"),
            r#"INFO message=report-only: would reject the request origin="https://evil.example" method="POST" path="/post" policy="WEB" reason="the policy does not list the origin""#,
        ),
        (
            format!(
                "OPTIONS /post\n{PAGE}\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: sentry-trace,x-a"
            ),
            r#"INFO message=report-only: would deny the preflight origin="https://app.example.com" method="OPTIONS" path="/post" policy="WEB" reason="the policy does not allow all of the requested headers" headers="sentry-trace""#,
        ),
        (
            format!("POST /post\n{PAGE}\nCookie: a=1"),
            r#"INFO message=report-only: would remove credentials origin="https://app.example.com" method="POST" path="/post" policy="WEB" reason="the policy has no `credentials`""#,
        ),
        (
            format!("PUT /session\n{PAGE}"),
            r#"INFO message=report-only: would remove credentials from the response policy="WEB" reason="the policy has no `credentials`""#,
        ),
    ] {
        assert_eq!(events(&app, TestRequest::new(&request)).await, [expected], "{request}");
    }
}
