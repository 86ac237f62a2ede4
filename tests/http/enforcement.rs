//! Enforcement: which requests reach the handler.

use crate::client::{Served, TestRequest, serve};
use crate::http1;
use axum::Router;
use axum::extract::{Request, State, WebSocketUpgrade};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use handler_cors::{CorsRouter, Policy, cors};
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
async fn for_any_origin() -> &'static str {
    "ran"
}

#[cors(
    origins = ["https://app.example.com"],
    methods = [GET, POST, PUT, PATCH, DELETE],
    enforce,
    dangerously(cross_site_navigations),
)]
async fn with_navigations() -> &'static str {
    "ran"
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/callback", with_navigations)
        .route("/default", by_default)
        .route("/all", for_all_methods)
        .route("/off", not_at_all)
        .route("/any-origin", for_any_origin)
}

const ALL_METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const SAFE_METHODS: [&str; 2] = ["GET", "HEAD"];
const UNSAFE_METHODS: [&str; 4] = ["POST", "PUT", "PATCH", "DELETE"];

/// Headers of cross-origin requests.
const CROSS_ORIGIN: [&str; 24] = [
    "Origin: https://evil.example",
    "Origin: http://app.example.com",
    "Origin: null",
    "Origin: https://evil.example\nSec-Fetch-Site: cross-site",
    "Origin: https://evil.example\nSec-Fetch-Site: same-site",
    // Images and forms, in browsers that do not send Origin with them.
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-site",
    // Not values of Fetch Metadata.
    "Sec-Fetch-Site: Same-Origin",
    "Sec-Fetch-Site: none, none",
    "Sec-Fetch-Site: \"none\"",
    "Sec-Fetch-Site: same-origin;x",
    "Sec-Fetch-Site: none\nSec-Fetch-Site: none",
    "Sec-Fetch-Site: same-origin\nSec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors",
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors",
    // Similar to the host of the request.
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

/// Headers of same-origin requests, and of requests that no page sent.
const OWN: [&str; 9] = [
    "User-Agent: curl",
    "Sec-Fetch-Site: none",
    "Sec-Fetch-Site: same-origin",
    "Origin: https://api.example.com\nSec-Fetch-Site: same-origin",
    // A proxy may change the host, but the browser knows.
    "Origin: https://www.example.com\nSec-Fetch-Site: same-origin",
    "Origin: https://evil.example\nSec-Fetch-Site: none",
    "Origin: https://api.example.com",
    "Origin: http://api.example.com",
    "Host: localhost:3000\nOrigin: http://localhost:3000",
];

const VARY_ENFORCED: &str = "Vary: Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Purpose";
const REJECTED: &str = "403\nVary: Origin";

/// Sends each method with each set of headers to one path. Responses that can be cached vary by every header that decides.
async fn check(app: &Served, path: &str, methods: &[&str], headers: &[&str], expected: &str) {
    for method in methods {
        for lines in headers {
            let request = format!("{method} {path}\n{lines}");
            let expected = if *method == "HEAD" { expected.trim_end_matches("\n\nran") } else { expected };
            let varies = ["/all", "/callback", "/any-origin"].contains(&path) && SAFE_METHODS.contains(method);
            let vary = if varies { VARY_ENFORCED } else { "Vary: Origin" };
            app.check(&[(&request, &expected.replace("Vary: Origin", vary))]).await;
        }
    }
}

#[tokio::test]
async fn cross_origin_unsafe_methods_are_rejected() {
    let app = serve(app()).await;
    check(&app, "/default", &UNSAFE_METHODS, &CROSS_ORIGIN, REJECTED).await;
    check(&app, "/all", &UNSAFE_METHODS, &CROSS_ORIGIN, REJECTED).await;
}

#[tokio::test]
async fn safe_methods_are_rejected_only_with_enforce() {
    let app = serve(app()).await;
    check(&app, "/default", &SAFE_METHODS, &CROSS_ORIGIN, "200\nVary: Origin\n\nran").await;
    check(&app, "/all", &SAFE_METHODS, &CROSS_ORIGIN, REJECTED).await;
}

#[tokio::test]
async fn same_origin_and_non_browser_requests_pass() {
    let app = serve(app()).await;
    check(&app, "/default", &ALL_METHODS, &OWN, "200\nVary: Origin\n\nran").await;
    check(&app, "/all", &ALL_METHODS, &OWN, "200\nVary: Origin\n\nran").await;
}

#[tokio::test]
async fn allowed_origins_pass_with_any_fetch_metadata() {
    let app = serve(app()).await;
    let allowed = [
        "Origin: https://app.example.com",
        "Origin: https://app.example.com\nSec-Fetch-Site: cross-site",
        "Origin: https://app.example.com\nSec-Fetch-Site: same-site\nSec-Fetch-Mode: cors",
    ];
    let served = "200\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n\nran";
    check(&app, "/all", &ALL_METHODS, &allowed, served).await;
    check(&app, "/off", &ALL_METHODS, &allowed, served).await;
    let with_credentials = "200
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true
        Vary: Origin\n\nran";
    check(&app, "/default", &ALL_METHODS, &allowed, with_credentials).await;
}

/// Links and redirects of other sites, as browsers send them.
const NAVIGATIONS: [&str; 2] = [
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document",
    "Sec-Fetch-Site: same-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\nSec-Fetch-User: ?1",
];

/// What a page can start without the user, and what is not sure to be a navigation.
const NOT_NAVIGATIONS: [&str; 7] = [
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: iframe",
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: object",
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate",
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Mode: cors\nSec-Fetch-Dest: document",
    "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\nSec-Purpose: prefetch",
    "Sec-Fetch-Site: none\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\nSec-Purpose: prefetch;prerender",
    "Sec-Fetch-Site: none\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\nSec-Purpose: prefetch\nSec-Purpose: x",
];

#[tokio::test]
async fn navigations_are_rejected() {
    let app = serve(app()).await;
    for headers in [&NAVIGATIONS[..], &NOT_NAVIGATIONS] {
        check(&app, "/all", &ALL_METHODS, headers, REJECTED).await;
        check(&app, "/default", &UNSAFE_METHODS, headers, REJECTED).await;
        check(&app, "/default", &SAFE_METHODS, headers, "200\nVary: Origin\n\nran").await;
    }
}

/// A sign-in callback is one.
#[tokio::test]
async fn navigations_are_served_where_a_policy_says_so() {
    let app = serve(app()).await;
    check(&app, "/callback", &SAFE_METHODS, &NAVIGATIONS, "200\nVary: Origin\n\nran").await;
    check(&app, "/callback", &SAFE_METHODS, &NOT_NAVIGATIONS, REJECTED).await;
    check(&app, "/callback", &SAFE_METHODS, &CROSS_ORIGIN, REJECTED).await;
    // Submitting a form to another site is a navigation too.
    check(&app, "/callback", &UNSAFE_METHODS, &NAVIGATIONS, REJECTED).await;
}

#[tokio::test]
async fn an_unenforced_policy_is_plain_cors() {
    let app = serve(app()).await;
    check(&app, "/off", &ALL_METHODS, &CROSS_ORIGIN, "200\nVary: Origin\n\nran").await;
    check(&app, "/off", &ALL_METHODS, &OWN, "200\nVary: Origin\n\nran").await;
}

#[tokio::test]
async fn a_policy_for_any_origin_rejects_nothing() {
    let app = serve(app()).await;
    for headers in [&CROSS_ORIGIN[..], &OWN] {
        let served = "200\nAccess-Control-Allow-Origin: *\nVary: Origin\n\nran";
        check(&app, "/any-origin", &SAFE_METHODS, headers, served).await;
        check(&app, "/any-origin", &UNSAFE_METHODS, headers, "200\nAccess-Control-Allow-Origin: *\n\nran").await;
    }
}

#[tokio::test]
async fn an_absolute_target_is_the_host() {
    app_at_absolute_target("api.example.com", "Host: other.example\nOrigin: https://api.example.com", "200").await;
    app_at_absolute_target("api.example.com", "Host: other.example\nOrigin: https://other.example", "403").await;
    app_at_absolute_target("evil.example@api.example.com", "Origin: https://evil.example", "403").await;
}

/// HTTP/2 requests look the same to axum.
async fn app_at_absolute_target(authority: &str, headers: &str, status: &str) {
    let response = serve(app()).await.request(&*format!("POST http://{authority}/default\n{headers}")).await;
    assert_eq!(response.status.to_string(), status, "{authority}, {headers}");
}

#[tokio::test]
async fn an_ambiguous_host_is_never_same_origin() {
    let app = serve(app()).await;
    let two_hosts = "POST /default\nHost: api.example.com\nHost: evil.example\nOrigin: https://";
    assert_eq!(app.request(&*format!("{two_hosts}api.example.com")).await.status, 403);
    assert_eq!(app.request(&*format!("{two_hosts}evil.example")).await.status, 403);
    let mut no_host = TestRequest::new("POST /default").header("origin", "https://");
    no_host.headers[0].1.clear();
    assert_eq!(app.request(no_host.clone()).await.status, 403);
    no_host.headers.remove(0);
    assert_eq!(app.request_in_process(no_host).await.status, 403);
}

#[tokio::test]
async fn rejected_requests_reach_no_layer() {
    async fn count(State(seen): State<Arc<AtomicUsize>>, request: Request, next: Next) -> Response {
        seen.fetch_add(1, Ordering::Relaxed);
        next.run(request).await
    }
    let seen = Arc::new(AtomicUsize::new(0));
    let count = from_fn_with_state(seen.clone(), count);
    let app = serve(app().layer(count.clone()).layer(count)).await;
    check(&app, "/default", &UNSAFE_METHODS, &CROSS_ORIGIN, REJECTED).await;
    check(&app, "/all", &ALL_METHODS, &CROSS_ORIGIN, REJECTED).await;
    assert_eq!(seen.load(Ordering::Relaxed), 0);
    app.request("POST /default").await;
    assert_eq!(seen.load(Ordering::Relaxed), 4, "two layers, two requests");
}

/// There is no `100 Continue`, which would request the body.
#[tokio::test]
async fn requests_are_rejected_before_their_body_arrives() {
    let app = serve(app()).await;
    let head = b"POST /default HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://evil.example\r\n\
                 Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n";
    http1::send(app.address, head).await.assert(REJECTED);
}

#[tokio::test]
async fn rejections_do_not_wait_for_a_busy_layer() {
    let app = serve(app().layer(GlobalConcurrencyLimitLayer::new(0))).await;
    let rejected = app.request("POST /default\nOrigin: https://evil.example");
    tokio::time::timeout(Duration::from_secs(5), rejected).await.expect("no waiting").assert(REJECTED);
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn only_get() -> &'static str {
    "got"
}

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

/// A layer that responds to POST itself.
async fn respond_to_post(request: Request, next: Next) -> Response {
    if request.method() == "POST" { "of the layer".into_response() } else { next.run(request).await }
}

/// A method that nothing serves is enforced like the others: a layer or a fallback may respond to it.
#[tokio::test]
async fn methods_that_nothing_serves_are_enforced() {
    let routes = || CorsRouter::new().route("/", only_get).route("/web", WEB.get(async || "got"));
    let application = || WEB.router(Router::new().route("/", get(async || "got")).route("/web", get(async || "got")));
    let fallback = async || "of the fallback";
    for (app, served) in [
        (routes(), 405),
        (routes().layer(from_fn(respond_to_post)), 200),
        (routes().method_not_allowed_fallback(fallback), 200),
        (application(), 405),
        (application().layer(from_fn(respond_to_post)), 200),
        (application().method_not_allowed_fallback(fallback), 200),
    ] {
        let app = serve(app).await;
        for path in ["/", "/web"] {
            for lines in CROSS_ORIGIN.into_iter().chain(NAVIGATIONS) {
                let request = TestRequest::new(&format!("POST {path}\n{lines}"));
                let in_process = app.request_in_process(request.clone()).await;
                for response in [in_process, app.request_over_socket(request).await] {
                    assert!(response.is_rejection(), "POST {path}\n{lines}\n{}", response.text());
                }
            }
            for lines in OWN.into_iter().chain(["Origin: https://app.example.com"]) {
                let response = app.request(&*format!("POST {path}\n{lines}")).await;
                assert_eq!(response.status, served, "POST {path}\n{lines}\n{}", response.text());
                let is_page = lines == "Origin: https://app.example.com";
                assert_eq!(response.header("access-control-allow-origin").is_some(), is_page, "POST {path}\n{lines}");
            }
        }
    }
}

#[cors(origins = ["https://app.example.com"], methods = [GET], enforce)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |_| ())
}

/// Browsers send no preflight before a WebSocket handshake, and let the page read everything.
#[tokio::test]
async fn websockets_open_for_allowed_origins_only() {
    let app = serve(CorsRouter::new().route("/chat", chat)).await;
    let handshake = "GET /chat\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n\
                     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nOrigin: ";
    for (origin, status) in [
        ("https://app.example.com", 101),
        ("https://api.example.com", 101),
        ("https://evil.example", 403),
        ("https://evil.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: websocket", 403),
    ] {
        let response = app.request_over_socket(TestRequest::new(&format!("{handshake}{origin}"))).await;
        assert_eq!(response.status, status, "{origin}");
    }
}
