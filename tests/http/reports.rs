//! What layers outside of CORS learn about rejections, denied preflights and removed credentials, and what clients read.

use crate::client::{TestRequest, received, serve};
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::header::SET_COOKIE;
use axum::http::{Method, StatusCode};
use axum::middleware::{map_response, map_response_with_state};
use axum::response::Response;
use axum::routing::{any, get, post};
use handler_cors::{CorsRouter, Policy, Reason, Report, ReportAction, cors};
use std::convert::Infallible;
use std::fmt::Write;
use std::sync::{Arc, Mutex};
use tower::{ServiceExt, service_fn};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[cors(origins = ["https://app.example.com"], methods = [GET, POST])]
async fn unnamed() {}

#[cors(policy = WEB, methods = [GET, POST])]
async fn named() {}

fn service() -> Router {
    Router::new().fallback(async || "served")
}

fn application() -> Router {
    Router::new()
        .route("/app/{id}", post(async || "posted").get(async || "got"))
        .route("/app/any", any(async || "any"))
        .nest("/app/nested", Router::new().route("/{name}", post(async || "nested")))
}

/// Everything that can serve a path.
fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/unnamed/{id}", unnamed)
        .route("/named/{id}", named)
        .route("/post/{id}", WEB.post(async || "posted"))
        .route("/any/{id}", WEB.any(async || "any"))
        .route("/service/{id}", WEB.service(service()))
        .nest_service("/files", WEB.service(service()))
        .nest("/tenants/{tenant}", CorsRouter::new().route("/post", WEB.post(async || "posted")))
        .nest("/base", WEB.router(application()))
        .fallback(WEB.any(async || "fallback"))
}

/// What a layer outside sees of a response: action, reason, policy, and the matched path.
fn seen(response: &Response) -> String {
    let Some(report) = response.extensions().get::<Report>() else { return "nothing".to_owned() };
    let path = response.extensions().get::<MatchedPath>().map_or("no path", MatchedPath::as_str);
    let policy = report.policy.unwrap_or("no name");
    let only = if report.report_only { " report-only" } else { "" };
    format!("{:?} {:?}{only}, {policy}, {path}", report.action, report.reason)
}

async fn seen_of(app: Router, request: &str) -> (u16, String) {
    let response = app.oneshot(TestRequest::new(request).into_request()).await.unwrap();
    (response.status().as_u16(), seen(&response))
}

/// The application as it is and in an axum router, and with a layer that everything passes.
fn arrangements() -> Vec<(&'static str, Router)> {
    vec![
        ("as an axum router", Router::from(app())),
        ("served", Router::new().fallback_service(app().build().unwrap())),
        ("with a layer inside", app().layer(map_response(async |response: Response| response)).into()),
        ("merged", Router::from(CorsRouter::new().merge(app()))),
    ]
}

const EVIL: &str = "Origin: https://evil.example";
const PAGE: &str = "Origin: https://app.example.com";

async fn check(app: Vec<(&'static str, Router)>, rows: &[(&str, &str, u16, &str)]) {
    let mut all = String::new();
    for (arrangement, app) in app {
        for (line, lines, status, expected) in rows {
            let found = seen_of(app.clone(), &format!("{line}\n{lines}")).await;
            if found != (*status, (*expected).to_owned()) {
                write!(all, "\n{arrangement}: {line}, {lines}\n  is {found:?}\n  must be {:?}", (status, expected))
                    .unwrap();
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

#[tokio::test]
async fn rejections_are_reported_whatever_would_serve_the_request() {
    let rows = [
        ("POST /unnamed/7", "no name", "/unnamed/{id}"),
        ("POST /named/7", "WEB", "/named/{id}"),
        ("POST /post/7", "WEB", "/post/{id}"),
        ("PROPFIND /any/7", "WEB", "/any/{id}"),
        ("POST /service/7", "WEB", "/service/{id}"),
        // axum's services below a prefix have no matched path either.
        ("POST /files/a/b.css", "WEB", "no path"),
        ("POST /tenants/acme/post", "WEB", "/tenants/{tenant}/post"),
        ("POST /base/app/7", "WEB", "/base/app/{id}"),
        ("PUT /base/app/any", "WEB", "/base/app/any"),
        ("POST /base/app/nested/x", "WEB", "/base/app/nested/{name}"),
        ("POST /nothing", "WEB", "no path"),
        // Nothing serves the method.
        ("DELETE /unnamed/7", "no name", "/unnamed/{id}"),
        ("DELETE /post/7", "WEB", "/post/{id}"),
        ("DELETE /base/app/7", "WEB", "/base/app/{id}"),
    ];
    let texts = rows.map(|(line, policy, path)| (line, format!("Rejected OriginNotAllowed, {policy}, {path}")));
    let rows: Vec<_> = texts.iter().map(|(line, text)| (*line, EVIL, 403, &**text)).collect();
    check(arrangements(), &rows).await;
}

#[tokio::test]
async fn denied_preflights_are_reported() {
    let with = |method: &str| format!("{EVIL}\nAccess-Control-Request-Method: {method}");
    let (post, get) = (with("POST"), with("GET"));
    let of_page = format!("{PAGE}\nAccess-Control-Request-Method: GET");
    let put_of_page = format!("{PAGE}\nAccess-Control-Request-Method: PUT");
    let repeated = format!("{PAGE}\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Method: GET");
    check(
        arrangements(),
        &[
            ("OPTIONS /unnamed/7", &post, 403, "PreflightDenied OriginNotAllowed, no name, /unnamed/{id}"),
            ("OPTIONS /named/7", &get, 403, "PreflightDenied OriginNotAllowed, WEB, /named/{id}"),
            ("OPTIONS /any/7", &post, 403, "PreflightDenied OriginNotAllowed, WEB, /any/{id}"),
            ("OPTIONS /service/7", &post, 403, "PreflightDenied OriginNotAllowed, WEB, /service/{id}"),
            ("OPTIONS /base/app/7", &post, 403, "PreflightDenied OriginNotAllowed, WEB, /base/app/{id}"),
            (
                "OPTIONS /base/app/nested/x",
                &post,
                403,
                "PreflightDenied OriginNotAllowed, WEB, /base/app/nested/{name}",
            ),
            ("OPTIONS /nothing", &post, 403, "PreflightDenied OriginNotAllowed, WEB, no path"),
            ("OPTIONS /post/7", &of_page, 403, "PreflightDenied MethodNotServed, no name, /post/{id}"),
            ("OPTIONS /post/7", &put_of_page, 204, "PreflightDenied MethodNotServed, WEB, /post/{id}"),
            ("OPTIONS /post/7", &repeated, 403, "PreflightDenied MethodRepeated, no name, /post/{id}"),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_is_served_as_it_is_has_no_report() {
    let preflight = format!("{PAGE}\nAccess-Control-Request-Method: POST");
    let own = "Origin: https://api.example.com\nCookie: a=1";
    check(
        arrangements(),
        &[
            ("POST /post/7", PAGE, 200, "nothing"),
            ("POST /post/7", own, 200, "nothing"),
            ("POST /post/7", "Cookie: a=1", 200, "nothing"),
            ("GET /named/7", EVIL, 200, "nothing"),
            ("OPTIONS /post/7", &preflight, 204, "nothing"),
            ("OPTIONS /post/7", "User-Agent: curl", 204, "nothing"),
            ("POST /base/app/7", PAGE, 200, "nothing"),
            ("DELETE /post/7", PAGE, 405, "nothing"),
        ],
    )
    .await;
}

#[tokio::test]
async fn removed_credentials_are_reported() {
    let of_web = |path: &str| format!("CredentialsRemoved NoCredentials, WEB, {path}");
    let cookie = format!("{PAGE}\nCookie: a=1");
    let basic = format!("{PAGE}\nAuthorization: Basic dXNlcjpwYXNz");
    let bearer = format!("{PAGE}\nAuthorization: Bearer abc");
    let (post, app_path) = (of_web("/post/{id}"), of_web("/base/app/{id}"));
    check(
        arrangements(),
        &[
            ("POST /unnamed/7", &cookie, 200, "CredentialsRemoved NoCredentials, no name, /unnamed/{id}"),
            ("POST /post/7", &cookie, 200, &post),
            ("POST /post/7", &basic, 200, &post),
            ("POST /post/7", &bearer, 200, "nothing"),
            ("POST /base/app/7", &cookie, 200, &app_path),
            ("POST /service/7", &cookie, 200, &of_web("/service/{id}")),
            ("POST /nothing", &cookie, 200, &of_web("no path")),
        ],
    )
    .await;
    // A cookie that only the response has.
    let sets = CorsRouter::new().route("/{id}", WEB.post(async || [(SET_COOKIE, "a=1")]));
    let rows = [("POST /7", PAGE, 200, &*of_web("/{id}")), ("POST /7", "User-Agent: curl", 200, "nothing")];
    check(vec![("", sets.into())], &rows).await;
}

/// A layer outside can give all rejections a response of its own.
#[tokio::test]
async fn a_replacement_of_all_rejections() {
    async fn replace(response: Response) -> Response {
        match response.extensions().get::<Report>() {
            Some(Report { action: ReportAction::Rejected, reason: Reason::OriginNotAllowed, .. }) => {
                Response::builder().status(StatusCode::IM_A_TEAPOT).body(Body::from("replaced")).unwrap()
            }
            _ => response,
        }
    }
    let app = serve(Router::from(app()).layer(map_response(replace))).await;
    for line in ["POST /unnamed/7", "POST /post/7", "POST /files/a", "POST /base/app/7", "POST /nothing"] {
        app.request(&*format!("{line}\n{EVIL}")).await.assert("418\n\nreplaced");
    }
}

/// A layer of the `CorsRouter` itself is inside CORS, and counts nothing.
#[tokio::test]
async fn layers_inside_see_no_rejection() {
    async fn count(state: axum::extract::State<Arc<Mutex<Vec<u16>>>>, response: Response) -> Response {
        state.lock().unwrap().push(response.status().as_u16());
        response
    }
    let seen = Arc::<Mutex<Vec<u16>>>::default();
    let app = Router::from(app().layer(map_response_with_state(seen.clone(), count)));
    for line in ["POST /unnamed/7", "POST /post/7", "DELETE /post/7", "POST /base/app/7", "POST /nothing"] {
        assert_eq!(seen_of(app.clone(), &format!("{line}\n{EVIL}")).await.0, 403, "{line}");
    }
    assert!(seen.lock().unwrap().is_empty());
    assert_eq!(seen_of(app, "POST /post/7").await.0, 200);
    assert_eq!(*seen.lock().unwrap(), [200]);
}

const HINT: &str = "if the page is this server's own, the proxy in front must pass `Host` on, or the server must declare `server_origins`\n";

fn body(code: &str, has_fetch_metadata: bool) -> String {
    format!("cross-origin request rejected (handler-cors: {code})\n{}", if has_fetch_metadata { "" } else { HINT })
}

mod policies {
    use handler_cors::{Origin, Origins, cors};

    #[cors(within = ["https://*"])]
    pub(super) static SITES: Origins;

    pub(super) async fn decide(origin: Origin) -> Result<bool, &'static str> {
        match origin.host() {
            "fails.example" => Err("gone"),
            "panics.example" => panic!("gone"),
            _ => Ok(false),
        }
    }

    #[cors(origins = SITES, methods = [POST], credentials)]
    pub(super) async fn predicate() {}

    #[cors(origins = ["https://app.example.com"], methods = [GET], enforce)]
    pub(super) async fn enforced() {}
}

/// A fixed text for each reason, with nothing of the request in it.
#[tokio::test]
async fn the_body_of_a_rejection_names_the_reason() {
    let few = WEB
        .methods([Method::GET])
        .service(service_fn(async |_: Request| Ok::<_, Infallible>(Response::new(Body::empty()))));
    let app = app()
        .route("/few", few)
        .route("/predicate", policies::predicate)
        .bind_predicate(&policies::SITES, policies::decide)
        .route("/enforced", policies::enforced);
    let app = serve(app).await;
    for (line, origin, code) in [
        ("POST /post/7", "Origin: https://evil.example", "origin-not-allowed"),
        ("DELETE /post/7", "Origin: https://evil.example", "origin-not-allowed"),
        ("POST /base/app/7", "Origin: https://evil.example", "origin-not-allowed"),
        ("POST /post/7", "Origin: null", "origin-null"),
        ("POST /post/7", "Origin: https://evil.example/<script>", "origin-malformed"),
        ("POST /post/7", "Origin: https://app.example.com\nOrigin: https://app.example.com", "origin-repeated"),
        ("PUT /few", "Origin: https://app.example.com", "method-not-allowed"),
        ("POST /predicate", "Origin: https://no.example", "predicate-denied"),
        ("POST /predicate", "Origin: https://fails.example", "predicate-failed"),
        ("POST /predicate", "Origin: https://panics.example", "predicate-panicked"),
        ("POST /predicate", "Origin: http://no.example", "origin-insecure"),
        ("GET /enforced", "Origin: https://evil.example", "origin-not-allowed"),
        ("GET /post/7", "Origin: https://evil.example\nUpgrade: websocket", "origin-not-allowed"),
    ] {
        for (metadata, has) in [("User-Agent: old", false), ("Sec-Fetch-Site: cross-site", true)] {
            let response = app.request(&*format!("{line}\n{origin}\n{metadata}")).await;
            assert_eq!((response.status, &*response.body), (403, &*body(code, has)), "{line} {origin}");
            assert_eq!(response.header("content-length").unwrap(), response.body.len().to_string().as_bytes());
        }
    }
    let missing = app.request("POST /post/7\nSec-Fetch-Site: cross-site").await;
    assert_eq!(missing.body, body("origin-missing", true));
}

#[tokio::test]
async fn rejections_are_neither_stored_nor_sniffed() {
    let app = serve(app().route("/enforced", policies::enforced)).await;
    for line in [
        "POST /unnamed/7",
        "POST /post/7",
        "POST /files/a",
        "PUT /base/app/any",
        "DELETE /post/7",
        "GET /enforced",
        "HEAD /enforced",
    ] {
        let request = TestRequest::new(&format!("{line}\n{EVIL}"));
        let over_http2 = app.request_over_http2(request.clone()).await;
        let in_process = app.request_in_process(request.clone()).await;
        for response in [app.request(request).await, over_http2, in_process] {
            let value = |name: &str| response.header(name).map(|value| String::from_utf8(value.to_vec()).unwrap());
            assert_eq!(value("cache-control").as_deref(), Some("no-store"), "{line}");
            assert_eq!(value("content-type").as_deref(), Some("text/plain"), "{line}");
            assert_eq!(value("x-content-type-options").as_deref(), Some("nosniff"), "{line}");
            assert_eq!(response.body.is_empty(), line.starts_with("HEAD"), "{line}: {}", response.body);
            assert!(!response.headers.iter().any(|(name, _)| name.starts_with("access-control-")), "{line}");
        }
    }
}

/// A page learns nothing from a denied preflight, and no browser shows it.
#[tokio::test]
async fn denied_preflights_are_empty() {
    let app = app();
    for line in ["/unnamed/7", "/post/7", "/files/a", "/base/app/any", "/nothing"] {
        let request = format!("OPTIONS {line}\n{EVIL}\nAccess-Control-Request-Method: POST");
        let response = app.clone().oneshot(TestRequest::new(&request).into_request()).await.unwrap();
        let response = received(response).await;
        assert_eq!((response.status, &*response.body), (403, ""), "{line}");
        let names: Vec<_> = response.headers.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["vary", "content-length"], "{line}");
    }
}

/// One that has an application alone calls it directly; an axum router around has its own match.
#[tokio::test]
async fn an_application_by_itself_is_reported_with_its_path() {
    let alone = || WEB.router(application());
    let apps = vec![
        ("alone", Router::new().fallback_service(alone())),
        ("embedded", Router::from(alone())),
        ("merged", Router::new().route("/x", get(async || "x")).merge(Router::from(alone()))),
        ("with a layer", alone().layer(map_response(async |response: Response| response)).into()),
    ];
    let preflight = format!("{EVIL}\nAccess-Control-Request-Method: POST");
    let cookie = format!("{PAGE}\nCookie: a=1");
    check(
        apps,
        &[
            ("POST /app/7", EVIL, 403, "Rejected OriginNotAllowed, WEB, /app/{id}"),
            ("POST /app/nested/x", EVIL, 403, "Rejected OriginNotAllowed, WEB, /app/nested/{name}"),
            ("DELETE /app/7", EVIL, 403, "Rejected OriginNotAllowed, WEB, /app/{id}"),
            ("POST /nothing", EVIL, 403, "Rejected OriginNotAllowed, WEB, no path"),
            ("OPTIONS /app/7", &preflight, 403, "PreflightDenied OriginNotAllowed, WEB, /app/{id}"),
            ("POST /app/7", &cookie, 200, "CredentialsRemoved NoCredentials, WEB, /app/{id}"),
        ],
    )
    .await;
    let nested = CorsRouter::new().nest("/api", alone());
    check(
        vec![("nested", Router::new().fallback_service(nested.clone())), ("nested and embedded", Router::from(nested))],
        &[("POST /api/app/7", EVIL, 403, "Rejected OriginNotAllowed, WEB, /api/app/{id}")],
    )
    .await;
}
