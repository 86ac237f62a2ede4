//! WebSockets: allowed pages open them, all others get a 403, although their handshakes have the user's cookie.

use crate::browser::Engine;
use crate::site::{API, Outcome, Received, Transport, Visit, run};
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::http::{Method, Version};
use axum::response::Response;
use axum::routing::any;
use axum::{Router, http::header};
use handler_cors::{CorsRouter, Policy, cors};
use serde_json::{Value, json};

const PATHS: [&str; 4] = ["/handler", "/policy", "/service", "/application"];

/// A page, and whether it is allowed.
const PAGES: [(&str, bool); 3] = [("app.example.test", true), ("evil.example.test", false), ("evil.test", false)];

#[cors(
    origins = ["http://app.example.test:*", "https://app.example.test:*"],
    credentials,
    dangerously(insecure_origins)
)]
static WEB: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn handler(socket: WebSocketUpgrade) -> Response {
    echo(socket).await
}

async fn echo(socket: WebSocketUpgrade) -> Response {
    socket.on_upgrade(async |mut socket: WebSocket| {
        while let Some(Ok(message)) = socket.recv().await {
            if socket.send(message).await.is_err() {
                break;
            }
        }
    })
}

/// Sets the cookie, by a page of the application itself.
async fn login() -> [(header::HeaderName, &'static str); 1] {
    [(header::SET_COOKIE, "session=1; Path=/")]
}

/// The same with TLS, where cookies can be for other sites too.
async fn login_for_all() -> [(header::HeaderName, &'static str); 1] {
    [(header::SET_COOKIE, "session=1; Path=/; SameSite=None; Secure")]
}

fn application() -> CorsRouter {
    let service = Router::new().fallback(echo);
    let application = Router::new().route("/application", any(echo));
    WEB.router(application)
        .route("/handler", handler)
        .route("/policy", WEB.get(echo))
        .route("/login", WEB.get(login))
        .route("/login-for-all", WEB.get(login_for_all))
        .route("/service", WEB.service(service))
}

fn steps(host: &str) -> Value {
    // Browsers open sockets over a connection that they have.
    let warm = json!({ "kind": "fetch", "url": "{api}/warm", "init": { "mode": "no-cors", "credentials": "include" } });
    let socket = |path| json!({ "kind": "socket", "url": format!("{{ws}}{path}?{host}") });
    std::iter::once(warm).chain(PATHS.map(socket)).collect()
}

/// What is wrong.
pub(crate) async fn check(engine: Engine, transport: Transport) -> Vec<String> {
    let login = if transport == Transport::Plain { "{api}/login" } else { "{api}/login-for-all" };
    let mut visits = vec![Visit { host: API, steps: json!([{ "kind": "fetch", "url": login }]) }];
    visits.extend(PAGES.map(|(host, _)| Visit { host, steps: steps(host) }));
    let outcome = run(engine, transport, Router::from(application()), visits).await;
    let mut wrong = Vec::new();
    for (visit, (host, is_allowed)) in PAGES.into_iter().enumerate() {
        for (step, path) in PATHS.into_iter().enumerate() {
            let report = &outcome.reports[visit + 1][step + 1];
            if let Err(why) = check_socket(&outcome, transport, (host, is_allowed), path, report) {
                wrong.push(format!("{host} at {path}: {why}"));
            }
        }
    }
    wrong
}

fn check_socket(
    outcome: &Outcome,
    transport: Transport,
    (host, is_allowed): (&str, bool),
    path: &str,
    report: &Value,
) -> Result<(), String> {
    let expected = if is_allowed { "hello" } else { "failed" };
    let handshakes: Vec<&Received> =
        outcome.received.iter().filter(|one| one.target == format!("{path}?{host}")).collect();
    let seen = || format!("the page reports {report}; the server has received {handshakes:#?}");
    if report != expected || handshakes.is_empty() {
        return Err(seen());
    }
    // Without TLS no cookie is for other sites.
    let has_cookie = transport != Transport::Plain || host.ends_with(".example.test");
    for handshake in &handshakes {
        let is_over_http2 = handshake.method == Method::CONNECT && handshake.version == Version::HTTP_2;
        let opens = if is_over_http2 { 200 } else { 101 };
        let is_right = handshake.status == if is_allowed { opens } else { 403 }
            && is_over_http2 == (transport == Transport::Tls2)
            && (!has_cookie || handshake.header("cookie") == "session=1");
        if !is_right {
            return Err(seen());
        }
    }
    Ok(())
}
