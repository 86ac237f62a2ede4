//! A predicate is not called about the server's own pages, and no page of theirs is said to be cross-origin.

use crate::client::{TestRequest, serve};
use crate::http1::soon;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::any;
use handler_cors::{CorsRouter, Explanation, Origin, Origins, Policy, cors};
use std::future::pending;
use std::time::Duration;
use tokio::time::timeout;

/// It never returns.
async fn waits(_: Origin) -> bool {
    pending().await
}

#[cors(within = ["https://*"])]
static SITES: Origins;

#[cors(origins = SITES, credentials)]
static TENANTS: Policy;

#[cors(policy = TENANTS, methods = [GET, POST, OPTIONS])]
async fn handler() -> &'static str {
    "ran"
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/handler", handler)
        .route("/any", TENANTS.any(async || "ran"))
        .route("/service", TENANTS.service(Router::new().fallback(async || "ran")))
        .nest("/base", TENANTS.router(Router::new().route("/application", any(async || "ran"))))
        .fallback(TENANTS.any(async || "ran"))
        .bind_predicate(&SITES, waits)
}

const PATHS: [&str; 5] = ["/handler", "/any", "/service", "/base/application", "/nothing"];

#[tokio::test]
async fn a_predicate_is_not_called_about_own_pages() {
    let app = serve(app()).await;
    for path in PATHS {
        for method in ["GET", "POST", "OPTIONS"] {
            for lines in [
                "Origin: https://api.example.com",
                "Origin: http://api.example.com",
                "Origin: https://www.example.com\nSec-Fetch-Site: same-origin",
                "Origin: https://api.example.com\nSec-Fetch-Site: none",
                "User-Agent: program",
            ] {
                let response = soon(app.request(&*format!("{method} {path}\n{lines}"))).await;
                assert_eq!((response.status, &*response.body), (200, "ran"), "{method} {path}\n{lines}");
                assert_eq!(response.header("access-control-allow-origin"), None, "{method} {path}\n{lines}");
            }
        }
        // A handshake of a WebSocket says by its origin alone whose it is.
        let own = TestRequest::new(&format!("GET {path}\nOrigin: https://api.example.com\nUpgrade: websocket"));
        assert_eq!(soon(app.request_in_process(own)).await.status, StatusCode::OK, "{path}");
        // The positive control: pages of others wait for the predicate.
        for lines in ["Origin: https://shop.example", "Origin: https://api.example.com\nSec-Fetch-Site: cross-site"] {
            let request = TestRequest::new(&format!("POST {path}\n{lines}"));
            assert!(
                timeout(Duration::from_millis(20), app.request_in_process(request)).await.is_err(),
                "{path} {lines}"
            );
        }
    }
}

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[cors(origins = ["https://app.example.com"], enforce)]
static ENFORCED: Policy;

#[cors(policy = WEB, methods = [GET, POST])]
async fn listed() {}

#[test]
fn own_pages_are_explained_as_same_origin() {
    let app: CorsRouter = app().route("/listed", listed);
    for method in ["GET", "POST"] {
        for lines in [
            "Origin: https://api.example.com",
            "Origin: https://www.example.com\nSec-Fetch-Site: same-origin",
            "Origin: null\nSec-Fetch-Site: same-origin",
        ] {
            let request = TestRequest::new(&format!("{method} /listed\n{lines}")).into_request();
            for path in ["/listed", "/handler"] {
                assert_eq!(app.explain(path, &request), Some(Explanation::SameOrigin), "{method} {path}\n{lines}");
            }
            for policy in [&WEB, &ENFORCED] {
                assert_eq!(policy.explain(&request).to_string(), "served: same origin", "{method}\n{lines}");
            }
        }
    }
    let declared = app.server_origins(["https://www.example.com"]);
    for (origin, expected) in [
        ("https://www.example.com", "served: same origin"),
        ("https://api.example.com", "rejected: the policy does not list the origin"),
    ] {
        let request = TestRequest::new(&format!("POST /listed\nOrigin: {origin}")).into_request();
        assert_eq!(declared.explain("/listed", &request).unwrap().to_string(), expected, "{origin}");
    }
}
