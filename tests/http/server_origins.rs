//! Which pages are the server's own, where the browser does not say it by Fetch Metadata.

use crate::client::{Served, TestRequest, TestResponse, panic_text, serve};
use crate::{http1, http2};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::uri::Scheme;
use axum::http::{Method, Uri};
use axum::routing::post;
use h2::ext::Protocol;
use handler_cors::{CorsRouter, Policy, cors};
use std::fmt::Write;
use tower::ServiceExt;

#[cors(origins = ["https://pages.example.com"], credentials)]
static WEB: Policy;

/// Serves any method, CONNECT and the handshakes of WebSockets included.
fn app() -> CorsRouter {
    CorsRouter::new().route("/", WEB.any(async || "")).route("/post", WEB.post(async || ""))
}

/// Host and Origin of a request, and whether its page is the server's own.
type Row = (&'static str, &'static str, bool);

/// Sends a POST and a handshake, in process and over both protocols. All differences are reported at once.
async fn check(app: CorsRouter, rows: &[Row]) {
    let app = serve(app).await;
    let mut all = String::new();
    for (host, origin, is_own) in rows {
        for (how, response) in responses(&app, host, origin).await {
            let is_right = response.is_rejection() != *is_own && (!*is_own || response.status == 200);
            if !is_right {
                write!(all, "\n{how} of {origin} to {host}: {}", response.text()).unwrap();
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

async fn responses(app: &Served, host: &str, origin: &str) -> Vec<(&'static str, TestResponse)> {
    let request = |head: &str| TestRequest::new(&format!("{head}\nHost: {host}\nOrigin: {origin}"));
    let handshake = || request("GET /").header("upgrade", "websocket").header("connection", "upgrade");
    vec![
        ("a POST", app.request(request("POST /post")).await),
        ("a POST over HTTP/2", app.request_over_http2(request("POST /post")).await),
        ("a handshake", app.request(handshake()).await),
        ("a CONNECT", connect(app, &request("CONNECT /")).await),
    ]
}

async fn connect(app: &Served, request: &TestRequest) -> TestResponse {
    let connection = http2::Connection::open(app.address).await;
    connection.request(&TestRequest::new("GET /post")).await.unwrap();
    let mut head = http2::head(request);
    head.extensions_mut().insert(Protocol::from_static("websocket"));
    let mut exchange = connection.start(head, false).await.unwrap();
    let response = http1::soon(exchange.response).await.unwrap();
    let _ = exchange.body.send_data(Bytes::new(), true);
    http2::received(response).await.unwrap()
}

/// Browsers send hosts in lower case and without the default port; programs and proxies write them in other ways.
#[tokio::test]
async fn where_nothing_is_declared_the_host_of_the_request() {
    check(
        app(),
        &[
            ("api.example.com", "https://api.example.com", true),
            ("api.example.com", "http://api.example.com", true),
            ("NAS.lan", "http://nas.lan", true),
            ("nas.lan:80", "http://nas.lan", true),
            ("nas.lan:443", "https://nas.lan", true),
            ("nas.lan:8080", "http://nas.lan:8080", true),
            ("nas.lan:80", "https://nas.lan", false),
            ("nas.lan:443", "http://nas.lan", false),
            ("nas.lan:8080", "http://nas.lan", false),
            ("nas.lan", "http://nas.lan:8080", false),
            ("127.0.0.1:3000", "http://127.0.0.1:3000", true),
            ("[::1]:3000", "http://[::1]:3000", true),
            ("api.example.com", "foo://api.example.com", false),
            ("api.example.com", "file://api.example.com", false),
            ("api.example.com", "://api.example.com", false),
            ("api.example.com", "https://API.example.com", false),
            ("api.example.com", "https://api.example.com/", false),
            ("api.example.com", "https://api.example.com.evil.example", false),
            ("api.example.com", "https://www.example.com", false),
            ("api.example.com", "null", false),
            ("null", "null", false),
        ],
    )
    .await;
}

/// A proxy that replaces `Host` hides where browsers reach the server; what is declared is a closed list.
#[tokio::test]
async fn declared_origins_are_the_only_ones() {
    check(
        app().server_origins(["https://app.example", "https://app.example:8443"]),
        &[
            ("upstream:8080", "https://app.example", true),
            ("app.example", "https://app.example", true),
            ("app.example:443", "https://app.example", true),
            ("app.example:80", "https://app.example", true),
            ("upstream", "https://app.example:8443", true),
            // A page that a network attacker can tamper with.
            ("app.example", "http://app.example", false),
            ("upstream", "https://app.example:9443", false),
            ("upstream", "https://APP.example", false),
            ("upstream", "https://app.example.evil.example", false),
            ("upstream", "https://www.app.example", false),
            ("upstream:8080", "http://upstream:8080", false),
            ("upstream", "https://upstream", false),
            // A name of an attacker, which resolves to this server (DNS rebinding).
            ("rebound.evil.example", "https://rebound.evil.example", false),
            ("upstream", "null", false),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_scheme_with_the_host_of_the_request() {
    check(
        app().server_origins(["https://{host}"]),
        &[
            ("app.example", "https://app.example", true),
            ("APP.example:443", "https://app.example", true),
            ("app.example:8443", "https://app.example:8443", true),
            ("app.example", "http://app.example", false),
            ("app.example:80", "https://app.example", false),
            ("upstream", "https://app.example", false),
        ],
    )
    .await;
    check(
        app().server_origins(["http://{host}"]),
        &[("nas.lan", "http://nas.lan", true), ("nas.lan", "https://nas.lan", false)],
    )
    .await;
}

/// A server in the cloud and at home. A name that is declared with a scheme has no other one.
#[tokio::test]
async fn a_host_that_an_entry_names_has_that_entry_alone() {
    check(
        app().server_origins(["https://cloud.example", "http://{host}", "https://[2001:db8::1]"]),
        &[
            ("192.168.1.5:8080", "http://192.168.1.5:8080", true),
            ("cloud.example", "https://cloud.example", true),
            ("upstream", "https://cloud.example", true),
            ("upstream", "http://upstream", true),
            ("cloud.example", "http://cloud.example", false),
            ("CLOUD.example:80", "http://cloud.example", false),
            ("cloud.example:8080", "http://cloud.example:8080", false),
            ("[2001:db8::1]", "http://[2001:db8::1]", false),
            ("[2001:db8::1]:8080", "http://[2001:db8::1]:8080", false),
            ("[2001:db8::2]", "http://[2001:db8::2]", true),
            ("192.168.1.5:8080", "https://192.168.1.5:8080", false),
        ],
    )
    .await;
}

/// Fetch Metadata, where a browser sends it, is right about what a proxy does to `Host`.
#[tokio::test]
async fn fetch_metadata_needs_no_declaration() {
    for app in [app(), app().server_origins(["https://app.example"])] {
        let app = serve(app).await;
        for (lines, status) in [
            ("Host: upstream\nOrigin: https://www.example\nSec-Fetch-Site: same-origin", 200),
            ("Host: app.example\nOrigin: https://app.example\nSec-Fetch-Site: same-site", 403),
            ("Host: app.example\nOrigin: https://app.example\nSec-Fetch-Site: cross-site", 403),
            ("Host: upstream\nOrigin: null\nSec-Fetch-Site: same-origin", 200),
        ] {
            let request = TestRequest::new(&format!("POST /post\n{lines}"));
            assert_eq!(app.request(request.clone()).await.status, status, "{lines}");
            assert_eq!(app.request_over_http2(request).await.status, status, "{lines}");
        }
    }
}

/// Anyone can send them.
#[tokio::test]
async fn forwarded_headers_are_not_read() {
    for app in [app(), app().server_origins(["https://app.example"]), app().server_origins(["https://{host}"])] {
        let app = serve(app).await;
        for lines in [
            "X-Forwarded-Host: www.example\nX-Forwarded-Proto: https",
            "Forwarded: host=www.example;proto=https",
            "X-Original-Host: www.example",
            "X-Forwarded-Host: www.example\nX-Forwarded-Port: 443\nX-Forwarded-Scheme: https",
        ] {
            let response =
                app.request(&*format!("POST /post\nHost: upstream\nOrigin: https://www.example\n{lines}")).await;
            assert!(response.is_rejection(), "{lines}: {}", response.text());
        }
    }
}

/// Where HTTP/2 says that the scheme is `https`, pages of `http` are others.
#[tokio::test]
async fn http2_says_the_scheme() {
    async fn status(app: CorsRouter, scheme: Scheme, origin: &str) -> u16 {
        let uri = Uri::builder().scheme(scheme).authority("app.example").path_and_query("/post").build().unwrap();
        let request = Request::builder().method(Method::POST).uri(uri).header("origin", origin);
        app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status().as_u16()
    }
    for (scheme, origin, expected) in [
        (Scheme::HTTPS, "https://app.example", 200),
        (Scheme::HTTPS, "http://app.example", 403),
        (Scheme::HTTP, "http://app.example", 200),
        // A proxy ends TLS.
        (Scheme::HTTP, "https://app.example", 200),
    ] {
        assert_eq!(status(app(), scheme.clone(), origin).await, expected, "{scheme} {origin}");
    }
    // What is declared holds whatever a proxy says.
    assert_eq!(status(app().server_origins(["http://{host}"]), Scheme::HTTPS, "http://app.example").await, 200);
}

/// What a router declares holds for it wherever it is merged or nested; the outer one fills what is left.
#[tokio::test]
async fn inner_declarations_hold() {
    let inner = |path: &str| CorsRouter::new().route(path, WEB.post(async || ""));
    let application = |path: &str| WEB.router(Router::new().route(path, post(async || "")));
    let app = CorsRouter::new()
        .merge(inner("/merged").server_origins(["https://inner.example"]))
        .merge(inner("/left"))
        .nest("/nested", inner("/x").server_origins(["https://inner.example"]))
        .nest("/outer", CorsRouter::new().nest("/deep", inner("/x")).server_origins(["https://inner.example"]))
        .nest("/application", application("/x").server_origins(["https://inner.example"]))
        .nest("/plain", application("/x"))
        .server_origins(["https://outer.example"]);
    let (inner, outer) = (["https://inner.example"], ["https://outer.example"]);
    for app in [app.clone(), CorsRouter::new().merge(app.clone()).server_origins(["https://another.example"])] {
        let app = serve(app).await;
        for (path, own) in [
            ("/merged", inner),
            ("/left", outer),
            ("/nested/x", inner),
            ("/outer/deep/x", inner),
            ("/application/x", inner),
            ("/plain/x", outer),
        ] {
            for origin in [inner[0], outer[0], "https://another.example", "https://api.example.com"] {
                let response = app.request(&*format!("POST {path}\nOrigin: {origin}")).await;
                assert_eq!(response.is_rejection(), !own.contains(&origin), "{path} {origin}: {}", response.text());
            }
        }
    }
}

/// The last call holds, as with axum's setters.
#[tokio::test]
async fn the_last_declaration_of_a_router_holds() {
    let app = app().server_origins(["https://first.example"]).server_origins(["https://last.example"]);
    check(app, &[("upstream", "https://last.example", true), ("upstream", "https://first.example", false)]).await;
}

/// All at once, each with what to write.
#[test]
fn what_is_no_origin_of_a_server_is_a_fault() {
    let declared = [
        "https://app.example/",
        "www.example.com",
        "https://*.example.com",
        "https://example.com:*",
        "tauri://localhost",
        "https://{host}:8443",
        "https://{name}.example",
        "{host}",
        "null",
        "*",
        "",
        "https://APP.example",
        "https://right.example",
    ];
    let faulty = app().server_origins(declared);
    let error = faulty.clone().build().unwrap_err().to_string();
    assert!(error.starts_with("invalid `server_origins` at tests/http/server_origins.rs:"), "{error}");
    assert_eq!(error.matches("help: ").count(), declared.len() - 1, "{error}");
    for text in [
        "help: write `https://app.example`",
        "help: write `https://www.example.com`",
        "`https://*.example.com` is a pattern",
        "`tauri://localhost` is not an origin of a server",
        "`https://{host}:8443` is not a form of `server_origins`",
        "help: write `https://{host}`",
        "help: write `https://app.example`",
    ] {
        assert!(error.contains(text), "{text} is not in\n{error}");
    }
    assert!(!error.contains("right.example"), "{error}");
    assert_eq!(panic_text(|| faulty.clone().into_make_service()), error);
    assert_eq!(panic_text(|| Router::from(faulty.clone())), error);
}

/// Those of routers that are merged and nested too, and each once.
#[test]
fn faults_of_inner_routers_are_reported() {
    let with = |path: &str, origin: &str| CorsRouter::new().route(path, WEB.get(async || "")).server_origins([origin]);
    let error = CorsRouter::new()
        .merge(with("/a", "a.example"))
        .nest("/b", with("/", "b.example"))
        .nest("/c", with("/", "a.example"))
        .server_origins(["c.example"])
        .build()
        .unwrap_err()
        .to_string();
    for (origin, times) in [("a.example", 1), ("b.example", 1), ("c.example", 1)] {
        assert_eq!(error.matches(&format!("help: write `https://{origin}`")).count(), times, "{error}");
    }
}

#[test]
fn no_entry_at_all_is_a_fault() {
    let error = app().server_origins([""; 0]).build().unwrap_err().to_string();
    assert!(error.contains("`server_origins` is empty") && error.contains("help: "), "{error}");
}
