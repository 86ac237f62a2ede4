//! How long browsers keep preflights of policies that share a URL. Chromium keeps allowed headers by URL and method, Firefox by URL
//! alone, so that a header of one policy could reach another without a preflight.

use crate::brief::request;
use crate::client::{in_process, serve};
use axum::Router;
use axum::http::Method;
use axum::routing::{any, get, put};
use handler_cors::{CorsRouter, Policy, cors};
use std::fmt::Write;

#[cors(origins = ["https://app.example.com"])]
static APP: Policy;

#[cors(origins = ["https://app.example.com"], enforce)]
static ENFORCED: Policy;

#[cors(origins = ["https://admin.example.com"], enforce)]
static OF_ADMIN: Policy;

#[cors(origins = ["https://admin.example.com"])]
static GET_OF_ADMIN: Policy;

#[cors(origins = ["https://*.example.com"], enforce, max_age = 300)]
static SUBDOMAINS: Policy;

#[cors(origins = ["*"], enforce)]
static ANYBODY: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["x-admin"], credentials, max_age = 600)]
static WITH_HEADER: Policy;

/// Allows the same header.
#[cors(origins = ["https://app.example.com"], headers = ["X-Admin"])]
static SAME_HEADER: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["X-Admin"], credentials, max_age = 60)]
static SAME_HEADER_AND_CREDENTIALS: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["x-other"], max_age = 60, enforce)]
static OTHER_HEADER: Policy;

#[cors(origins = ["https://app.example.com"], headers = [CONTENT_TYPE], max_age = 600)]
static CONTENT: Policy;

#[cors(origins = ["https://app.example.com"], dangerously(unenforced))]
static UNENFORCED: Policy;

#[cors(origins = ["https://app.example.com"], max_age = 600)]
static WITHOUT_HEADERS: Policy;

async fn ok() {}

type Max = Option<&'static str>;

/// `Access-Control-Max-Age` of the preflights for PUT, and for another method of the path.
async fn max_ages(app: &CorsRouter, method: &str) -> (Max, Max) {
    let max_age = async |method: &str| {
        let response = in_process(app.clone().into(), request(&format!("app asks {method} /x")).into_request()).await;
        match response.header("access-control-max-age") {
            None => None,
            Some(b"0") => Some("0"),
            Some(b"60") => Some("60"),
            Some(b"300") => Some("300"),
            Some(b"600") => Some("600"),
            other => panic!("{other:?}"),
        }
    };
    (max_age("PUT").await, max_age(method).await)
}

/// Two policies of one path, of which PUT's allows a header.
#[tokio::test]
async fn a_header_that_would_reach_another_policy_is_not_kept() {
    let mut all = String::new();
    for (put, name, other, expected) in [
        // Reached by any page, because GET is not enforced.
        (&WITH_HEADER, "GET", &APP, (Some("0"), None)),
        (&WITH_HEADER, "HEAD", &APP, (Some("0"), None)),
        (&WITH_HEADER, "GET", &GET_OF_ADMIN, (Some("0"), None)),
        // Reached by a page of both.
        (&WITH_HEADER, "GET", &ENFORCED, (Some("0"), None)),
        (&WITH_HEADER, "DELETE", &APP, (Some("0"), None)),
        (&WITH_HEADER, "POST", &APP, (Some("0"), None)),
        (&WITH_HEADER, "DELETE", &ENFORCED, (Some("0"), None)),
        (&WITH_HEADER, "DELETE", &SUBDOMAINS, (Some("0"), Some("300"))),
        (&WITH_HEADER, "DELETE", &ANYBODY, (Some("0"), None)),
        (&WITH_HEADER, "DELETE", &UNENFORCED, (Some("0"), None)),
        // Each has a header that the other lacks.
        (&WITH_HEADER, "DELETE", &OTHER_HEADER, (Some("0"), Some("0"))),
        (&WITH_HEADER, "GET", &OTHER_HEADER, (Some("0"), Some("0"))),
        // No page is allowed by both, and the others are rejected.
        (&WITH_HEADER, "DELETE", &GET_OF_ADMIN, (Some("600"), None)),
        (&WITH_HEADER, "DELETE", &OF_ADMIN, (Some("600"), None)),
        (&WITH_HEADER, "GET", &OF_ADMIN, (Some("600"), None)),
        // GET is served with cookies, which its own preflight does not allow.
        (&WITH_HEADER, "GET", &SAME_HEADER, (Some("0"), None)),
        // Nothing is gained.
        (&WITH_HEADER, "GET", &SAME_HEADER_AND_CREDENTIALS, (Some("600"), Some("60"))),
        (&WITH_HEADER, "DELETE", &SAME_HEADER, (Some("600"), None)),
        (&WITH_HEADER, "DELETE", &WITH_HEADER, (Some("600"), Some("600"))),
        // What a form can send needs no preflight.
        (&CONTENT, "DELETE", &WITHOUT_HEADERS, (Some("600"), Some("600"))),
        (&CONTENT, "GET", &WITHOUT_HEADERS, (Some("600"), Some("600"))),
    ] {
        let method = Method::from_bytes(name.as_bytes()).unwrap();
        let apps = [
            CorsRouter::new().route("/x", put.put(ok)).route("/x", other.on(method.clone(), ok)),
            CorsRouter::new().route("/x", other.on(method.clone(), ok)).route("/x", put.put(ok)),
            CorsRouter::new().route("/x", put.put(ok)).merge(CorsRouter::new().route("/x", other.on(method, ok))),
        ];
        // A preflight that is denied has no max age.
        for app in &apps {
            let found = max_ages(app, name).await;
            if found != expected {
                write!(all, "\nPUT under {put:?}\n{name} under {other:?}\n  {found:?}, must be {expected:?}").unwrap();
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

#[cors(policy = WITH_HEADER, methods = [PUT])]
async fn moved() {}

/// The application serves what did not move, so that its policy shares each of its URLs.
#[tokio::test]
async fn the_headers_of_a_moved_handler_are_not_kept_over_an_application() {
    let application = || Router::new().route("/x", get(ok)).route("/y", any(ok));
    for app in [
        APP.router(application()).route("/x", moved),
        CorsRouter::new().route("/x", moved).merge(APP.router(application())),
    ] {
        assert_eq!(max_ages(&app, "GET").await, (Some("0"), None));
        let text = app.surface().to_string();
        let row = text.lines().find(|line| line.starts_with("PUT")).unwrap();
        assert!(row.contains('0') && !row.contains("600"), "{text}");
        let rows = app.surface();
        let row = rows.rows().iter().find(|row| row.method == "PUT").unwrap();
        assert_eq!(row.max_age, Some(0), "{text}");
        assert!(row.uncached_for.is_some(), "{text}");
    }
    // Below a prefix, where both are at the same URL.
    let nested = CorsRouter::new().nest("/api", APP.router(application())).route("/api/x", moved);
    let response = in_process(nested.clone().into(), request("app asks PUT /api/x").into_request()).await;
    assert_eq!(response.header("access-control-max-age"), Some(b"0".as_slice()));
    assert_eq!(nested.surface().rows().iter().find(|row| row.method == "PUT").unwrap().max_age, Some(0));
    // Beside a plain route and alone, nothing changes.
    let alone = CorsRouter::new().route("/x", moved).merge(Router::new().route("/y", put(ok)));
    assert_eq!(max_ages(&alone, "PUT").await, (Some("600"), Some("600")));
    assert_eq!(alone.surface().rows().iter().find(|row| row.method == "PUT").unwrap().max_age, Some(600));
}

/// The other way round: at the URL of a handler that moved, what the application allows is not kept either.
#[tokio::test]
async fn the_headers_of_an_application_are_not_kept_over_a_moved_handler() {
    let application = Router::new().route("/x", put(ok)).route("/y", put(ok));
    let app: CorsRouter = WITH_HEADER.router(application).route("/x", APP.get(ok));
    for (path, expected) in [("/x", "0"), ("/y", "600")] {
        let response = in_process(app.clone().into(), request(&format!("app asks PUT {path}")).into_request()).await;
        assert_eq!(response.header("access-control-max-age"), Some(expected.as_bytes()), "{path}");
    }
}

/// Methods that cross-origin requests cannot use are served to pages that send no unsafe request.
#[tokio::test]
async fn the_headers_of_a_narrowed_application_are_not_kept() {
    let narrow = || WITH_HEADER.methods([Method::PUT]).router(Router::new().route("/x", get(ok).put(ok)));
    assert_eq!(max_ages(&narrow(), "PUT").await, (Some("0"), Some("0")));
    let with_get = WITH_HEADER.methods([Method::GET, Method::PUT]).router(Router::new().route("/x", get(ok).put(ok)));
    assert_eq!(max_ages(&with_get, "GET").await, (Some("600"), Some("600")));
}

/// Each row of the surface has the value that is sent.
#[tokio::test]
async fn the_surface_has_the_effective_max_age() {
    let app: CorsRouter = CorsRouter::new()
        .route("/x", WITH_HEADER.put(ok))
        .route("/x", OTHER_HEADER.delete(ok))
        .route("/alone", WITH_HEADER.put(ok));
    for row in app.surface().rows() {
        let path = row.path.clone();
        let line = format!("app asks {} {path}", row.method);
        let response = in_process(app.clone().into(), request(&line).into_request()).await;
        let sent = response.header("access-control-max-age").map(|value| String::from_utf8(value.to_vec()).unwrap());
        assert_eq!(sent, row.max_age.map(|seconds| seconds.to_string()), "{line}");
        assert_eq!(row.uncached_for.is_some(), path == "/x", "{line}");
    }
}

/// The last request of the sequence has a preflight of its own, which does not allow the header.
#[tokio::test]
async fn a_page_cannot_combine_preflights() {
    let app = serve(CorsRouter::new().route("/x", WITH_HEADER.put(ok)).route("/x", APP.get(ok).delete(ok))).await;
    for method in ["GET", "DELETE"] {
        let asks = request(&format!("app asks {method} /x access-control-request-headers=x-admin"));
        let response = app.request(asks).await;
        assert_eq!(response.status, 204);
        let headers =
            response.header("access-control-allow-headers").map(|value| String::from_utf8(value.to_vec()).unwrap());
        assert!(!headers.unwrap_or_default().contains("x-admin"), "{method}");
    }
}
