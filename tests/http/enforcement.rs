//! Enforcement: whose requests reach the handler.

use crate::client::{Ask, Served, serve};
use crate::http1;
use axum::extract::{Request, State, WebSocketUpgrade};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use handler_cors::{CorsRouter, cors};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tower::limit::GlobalConcurrencyLimitLayer;

#[cors(origins = ["https://app.example.com"], methods = [GET, POST, PUT, PATCH, DELETE], credentials)]
async fn by_default(body: String) -> String {
    format!("ran{body}")
}

#[cors(origins = ["https://app.example.com"], methods = [GET, POST, PUT, PATCH, DELETE], enforce)]
async fn for_all_methods() -> &'static str {
    "ran"
}

#[cors(origins = ["https://app.example.com"], methods = [GET, POST, PUT, PATCH, DELETE], dangerously(unenforced))]
async fn not_at_all() -> &'static str {
    "ran"
}

#[cors(origins = ["*"], methods = [GET, POST, PUT, PATCH, DELETE], enforce)]
async fn for_everybody() -> &'static str {
    "ran"
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/default", by_default)
        .route("/all", for_all_methods)
        .route("/off", not_at_all)
        .route("/everybody", for_everybody)
}

const ALL_METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const SAFE_METHODS: [&str; 2] = ["GET", "HEAD"];
const UNSAFE_METHODS: [&str; 4] = ["POST", "PUT", "PATCH", "DELETE"];

/// Header lines of requests that pages of other origins send.
const FOREIGN: [&str; 24] = [
    "Origin: https://evil.example",
    "Origin: http://app.example.com",
    "Origin: null",
    "Origin: https://evil.example\nSec-Fetch-Site: cross-site",
    "Origin: https://evil.example\nSec-Fetch-Site: same-site",
    // Images and forms, in browsers that send no Origin with them.
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-site",
    // Not words of Fetch Metadata.
    "Sec-Fetch-Site: Same-Origin",
    "Sec-Fetch-Site: none, none",
    "Sec-Fetch-Site: \"none\"",
    "Sec-Fetch-Site: same-origin;x",
    "Sec-Fetch-Site: none\nSec-Fetch-Site: none",
    "Sec-Fetch-Site: same-origin\nSec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors",
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors",
    // Near misses of the host that the request is sent to.
    "Origin: https://api.example.com:8443",
    "Origin: https://api.example.com/",
    "Origin: https://api.example.com.evil.example",
    "Origin: https://evilapi.example.com",
    "Origin: https://evil.example://api.example.com",
    "Origin: //api.example.com",
    "Origin: api.example.com",
    "Origin: https://api.example.com\nOrigin: https://api.example.com",
    "Origin: https://app.example.com\nOrigin: https://app.example.com",
];

/// Header lines of requests from a page of the same origin, or from no page at all.
const OWN: [&str; 9] = [
    "User-Agent: curl",
    "Sec-Fetch-Site: none",
    "Sec-Fetch-Site: same-origin",
    "Origin: https://api.example.com\nSec-Fetch-Site: same-origin",
    // The host is another behind a proxy, but the browser knows.
    "Origin: https://www.example.com\nSec-Fetch-Site: same-origin",
    "Origin: https://evil.example\nSec-Fetch-Site: none",
    "Origin: https://api.example.com",
    "Origin: http://api.example.com",
    "Host: localhost:3000\nOrigin: http://localhost:3000",
];

const REFUSED: &str = "403\nVary: Origin";

/// Asks each method and header lines of one path. What is enforced and can be stored varies by all that it is decided by.
async fn check(app: &Served, path: &str, methods: &[&str], headers: &[&str], expected: &str) {
    for method in methods {
        for lines in headers {
            let ask = format!("{method} {path}\n{lines}");
            let expected = if *method == "HEAD" { expected.trim_end_matches("\n\nran") } else { expected };
            let varies = path == "/all" && SAFE_METHODS.contains(method);
            let vary = if varies { "Vary: Origin, Sec-Fetch-Site, Sec-Fetch-Mode" } else { "Vary: Origin" };
            app.check(&[(&ask, &expected.replace("Vary: Origin", vary))]).await;
        }
    }
}

#[tokio::test]
async fn unsafe_methods_are_refused_to_pages_of_other_origins() {
    let app = serve(app()).await;
    check(&app, "/default", &UNSAFE_METHODS, &FOREIGN, REFUSED).await;
    check(&app, "/all", &UNSAFE_METHODS, &FOREIGN, REFUSED).await;
}

#[tokio::test]
async fn safe_methods_are_refused_only_with_enforce() {
    let app = serve(app()).await;
    check(&app, "/default", &SAFE_METHODS, &FOREIGN, "200\nVary: Origin\n\nran").await;
    check(&app, "/all", &SAFE_METHODS, &FOREIGN, REFUSED).await;
}

#[tokio::test]
async fn requests_of_the_same_origin_and_of_no_page_pass() {
    let app = serve(app()).await;
    check(&app, "/default", &ALL_METHODS, &OWN, "200\nVary: Origin\n\nran").await;
    check(&app, "/all", &ALL_METHODS, &OWN, "200\nVary: Origin\n\nran").await;
}

#[tokio::test]
async fn admitted_origins_pass_whatever_fetch_metadata_says() {
    let app = serve(app()).await;
    let admitted = [
        "Origin: https://app.example.com",
        "Origin: https://app.example.com\nSec-Fetch-Site: cross-site",
        "Origin: https://app.example.com\nSec-Fetch-Site: same-site\nSec-Fetch-Mode: cors",
    ];
    let served = "200\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n\nran";
    check(&app, "/all", &ALL_METHODS, &admitted, served).await;
    check(&app, "/off", &ALL_METHODS, &admitted, served).await;
    let with_credentials = "200
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true
        Vary: Origin\n\nran";
    check(&app, "/default", &ALL_METHODS, &admitted, with_credentials).await;
}

#[tokio::test]
async fn following_a_link_passes() {
    let app = serve(app()).await;
    let link = ["Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document"];
    check(&app, "/all", &SAFE_METHODS, &link, "200\nVary: Origin\n\nran").await;
    // A form that is sent to another site is a navigation too.
    check(&app, "/all", &UNSAFE_METHODS, &link, REFUSED).await;
    check(&app, "/default", &UNSAFE_METHODS, &link, REFUSED).await;
    let unsure = ["Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Mode: cors"];
    check(&app, "/all", &SAFE_METHODS, &unsure, REFUSED).await;
}

#[tokio::test]
async fn an_unenforced_policy_is_plain_cors() {
    let app = serve(app()).await;
    check(&app, "/off", &ALL_METHODS, &FOREIGN, "200\nVary: Origin\n\nran").await;
    check(&app, "/off", &ALL_METHODS, &OWN, "200\nVary: Origin\n\nran").await;
}

#[tokio::test]
async fn everybody_is_admitted_by_a_policy_for_everybody() {
    let app = serve(app()).await;
    for headers in [&FOREIGN[..], &OWN] {
        check(&app, "/everybody", &ALL_METHODS, headers, "200\nAccess-Control-Allow-Origin: *\n\nran").await;
    }
}

#[tokio::test]
async fn an_absolute_target_names_the_host() {
    app_at_absolute_target("api.example.com", "Host: other.example\nOrigin: https://api.example.com", "200").await;
    app_at_absolute_target("api.example.com", "Host: other.example\nOrigin: https://other.example", "403").await;
    app_at_absolute_target("evil.example@api.example.com", "Origin: https://evil.example", "403").await;
}

/// HTTP/2 requests look so too.
async fn app_at_absolute_target(authority: &str, headers: &str, status: &str) {
    let answer = serve(app()).await.ask(&*format!("POST http://{authority}/default\n{headers}")).await;
    assert_eq!(answer.status.to_string(), status, "{authority}, {headers}");
}

#[tokio::test]
async fn an_unclear_host_is_nobodys() {
    let app = serve(app()).await;
    let two_hosts = "POST /default\nHost: api.example.com\nHost: evil.example\nOrigin: https://";
    assert_eq!(app.ask(&*format!("{two_hosts}api.example.com")).await.status, 403);
    assert_eq!(app.ask(&*format!("{two_hosts}evil.example")).await.status, 403);
    let mut no_host = Ask::new("POST /default").header("origin", "https://");
    no_host.headers[0].1.clear();
    assert_eq!(app.ask(no_host.clone()).await.status, 403);
    no_host.headers.remove(0);
    assert_eq!(app.ask_in_process(no_host).await.status, 403);
}

#[tokio::test]
async fn what_is_refused_reaches_no_layer() {
    async fn count(State(seen): State<Arc<AtomicUsize>>, request: Request, next: Next) -> Response {
        seen.fetch_add(1, Ordering::Relaxed);
        next.run(request).await
    }
    let seen = Arc::new(AtomicUsize::new(0));
    let count = from_fn_with_state(seen.clone(), count);
    let app = serve(app().layer(count.clone()).layer(count)).await;
    check(&app, "/default", &UNSAFE_METHODS, &FOREIGN, REFUSED).await;
    check(&app, "/all", &ALL_METHODS, &FOREIGN, REFUSED).await;
    assert_eq!(seen.load(Ordering::Relaxed), 0);
    app.ask("POST /default").await;
    assert_eq!(seen.load(Ordering::Relaxed), 4, "two layers, asked two ways");
}

/// No `100 Continue` either, which would ask for the body.
#[tokio::test]
async fn what_is_refused_is_refused_before_its_body_comes() {
    let app = serve(app()).await;
    let head = b"POST /default HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://evil.example\r\n\
                 Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n";
    http1::send(app.address, head).await.assert(REFUSED);
}

#[tokio::test]
async fn what_is_refused_does_not_wait_for_a_busy_layer() {
    let app = serve(app().layer(GlobalConcurrencyLimitLayer::new(0))).await;
    let refused = app.ask("POST /default\nOrigin: https://evil.example");
    tokio::time::timeout(Duration::from_secs(5), refused).await.expect("no waiting").assert(REFUSED);
}

#[cors(origins = ["https://app.example.com"], methods = [GET], enforce)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |_| ())
}

/// Browsers send no preflight before a WebSocket's handshake, and let its page read everything.
#[tokio::test]
async fn websockets_open_for_admitted_origins_alone() {
    let app = serve(CorsRouter::new().route("/chat", chat)).await;
    let handshake = "GET /chat\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n\
                     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nOrigin: ";
    for (origin, status) in [
        ("https://app.example.com", 101),
        ("https://api.example.com", 101),
        ("https://evil.example", 403),
        ("https://evil.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: websocket", 403),
    ] {
        let answer = app.ask_over_socket(Ask::new(&format!("{handshake}{origin}"))).await;
        assert_eq!(answer.status, status, "{origin}");
    }
}
