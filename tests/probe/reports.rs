//! What a report says, and how it is written and read back.

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use handler_cors::surface::Surface;
use handler_cors::testing::probe::{FindingKind, Probe, Report};
use handler_cors::{CorsRouter, cors};
use std::cell::Cell;
use tower::{ServiceExt, service_fn};

#[cors(origins = ["https://app.example.com"], methods = [PUT], headers = ["x-request-id"], credentials, max_age = 60)]
async fn rename() {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show() {}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/users/{id}", (show, rename))
        .merge(Router::new().route("/plain", axum::routing::get(show_plain)))
}

async fn show_plain() {}

/// A gateway that knows no PUT.
async fn gateway(request: Request, next: Next) -> Response {
    match request.headers().get("access-control-request-method") {
        Some(method) if method == "PUT" => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        _ => next.run(request).await,
    }
}

fn probe() -> Probe {
    Probe::new(&app().surface()).at("https://api.example.com").path("id", "7")
}

async fn found() -> Report {
    probe().run(&mut Router::from(app()).layer(from_fn(gateway))).await.unwrap()
}

#[tokio::test]
async fn a_report_is_a_table() {
    let expected = "\
FINDING             METHOD  PATH         TIMES  EXPECTED              SEEN        FIRST REQUEST
method_not_allowed  PUT     /users/{id}  12     an allowed preflight  status 405  OPTIONS https://api.example.com/users/7 from https://app.example.com for PUT with x-request-id

method_not_allowed: something in front does not take OPTIONS, or the path is served by a router without CORS: it must pass OPTIONS on
not probed: * /*: it has no policy
25 requests, 1 finding
";
    assert_eq!(found().await.to_string(), expected);
    let clean = probe().run(&mut app()).await.unwrap();
    assert_eq!(clean.to_string(), "not probed: * /*: it has no policy\n25 requests, 0 findings\n");
}

#[tokio::test]
async fn findings_are_data() {
    let report = found().await;
    assert!(!report.is_clean());
    let [finding] = &report.findings[..] else { panic!("{report}") };
    assert_eq!((finding.kind, &*finding.method, &*finding.path), (FindingKind::MethodNotAllowed, "PUT", "/users/{id}"));
    assert_eq!(finding.request.origin.as_deref(), Some("https://app.example.com"));
    assert_eq!(finding.request.requested_headers.as_deref(), Some("x-request-id"));
    assert_eq!(finding.culprit, FindingKind::MethodNotAllowed.culprit());
}

#[tokio::test]
async fn a_report_serialises() {
    let report = found().await;
    let json = serde_json::to_value(&report).unwrap();
    let expected = serde_json::json!({
        "requests": 25,
        "findings": [{
            "kind": "method_not_allowed", "method": "PUT", "path": "/users/{id}", "times": 12,
            "request": {
                "method": "OPTIONS", "url": "https://api.example.com/users/7", "version": "HTTP/1.1", "origin": "https://app.example.com",
                "requested_method": "PUT", "requested_headers": "x-request-id",
            },
            "expected": "an allowed preflight", "seen": "status 405", "culprit": FindingKind::MethodNotAllowed.culprit(),
        }],
        "not_probed": [{ "method": "*", "path": "/*", "what": "it has no policy" }],
        "stopped": null,
    });
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_value::<Report>(json).unwrap(), report);
    for kind in FindingKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
    }
}

/// A surface that a test of the application has written is probed by another program.
#[tokio::test]
async fn a_surface_that_is_read_back_is_probed() {
    let json = serde_json::to_string(&app().surface()).unwrap();
    let surface: Surface = serde_json::from_str(&json).unwrap();
    let report = Probe::new(&surface).path("id", "7").run(&mut app()).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

#[tokio::test]
async fn a_request_that_fails_ends_the_probe() {
    let sent = Cell::new(0);
    let mut failing = service_fn(|request: axum::http::Request<_>| {
        sent.set(sent.get() + 1);
        let is_over = sent.get() > 5;
        let app = app();
        async move {
            if is_over {
                return Err(std::io::Error::other("the time is over"));
            }
            let request = request.map(axum::body::Body::new);
            Ok(app.oneshot(request).await.unwrap_or_else(|error| match error {}))
        }
    });
    let report = probe().run(&mut failing).await.unwrap();
    assert_eq!((sent.get(), report.requests, report.findings.len()), (6, 6, 0));
    assert!(!report.is_clean() && report.stopped.as_deref().unwrap().contains("the time is over"), "{report}");
    assert!(report.to_string().contains("\nstopped: "), "{report}");
}

/// What others write must not steer a terminal.
#[tokio::test]
async fn control_characters_are_not_printed() {
    let report = Router::from(app()).layer(from_fn(async |request: Request, next: Next| {
        let mut response = next.run(request).await;
        let value = axum::http::HeaderValue::from_bytes(b"\xc2\x9b31m").unwrap();
        response.headers_mut().insert("access-control-allow-origin", value);
        response
    }));
    let report = probe().run(&mut report.clone()).await.unwrap();
    assert!(report.to_string().contains("31m") && !report.to_string().contains('\u{9b}'), "{report}");
}
