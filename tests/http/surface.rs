//! What a router says of itself before it serves: its surface, and what would become of a request.

use crate::client::{TestRequest, in_process};
use crate::fixture;
use crate::probed::check_probe;
use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::routing::get;
use handler_cors::surface::{NamedBy, OriginSource};
use handler_cors::{CorsRouter, Explanation, Origin, Origins, Policy, Reason, cors};
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};
use tower::Service;
use tower_http::trace::TraceLayer;

#[cors(
    origins = ["https://shop.example.com", "https://*.shop.example.com", "http://localhost:*"],
    headers = ["X-Request-Id"],
    expose = [ETAG, "x-total"],
    credentials,
    max_age = 600,
)]
#[allow(deprecated)]
static STOREFRONT: Policy;

#[cors(policy = STOREFRONT, methods = [POST, GET])]
async fn orders(_: axum::Json<u32>) {}

#[cors(origins = ["*"], methods = [DELETE], enforce)]
async fn clear() {}

#[cors(origins = ["http://old.example.com"], methods = [PUT], credentials, dangerously(unenforced, insecure_origins))]
async fn replace() {}

async fn is_tenant(_: Origin) -> bool {
    true
}

#[cors(within = ["https://*"], always = ["tauri://localhost"])]
static SITES: Origins;

#[cors(origins = SITES, methods = [HEAD, GET])]
async fn tenants() {}

#[cors(origins = ["*"])]
static ANY_ORIGIN: Policy;

/// A service whose type has a name.
#[derive(Clone)]
struct Files;

impl Service<Request> for Files {
    type Response = StatusCode;
    type Error = Infallible;
    type Future = Ready<Result<StatusCode, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request) -> Self::Future {
        ready(Ok(StatusCode::OK))
    }
}

fn app() -> CorsRouter {
    let assets = CorsRouter::new().fallback(ANY_ORIGIN.methods([Method::GET]).service(Files));
    CorsRouter::new()
        .route("/tenants/{id}", tenants)
        .nest("/shop", CorsRouter::new().route("/orders", (clear, orders, replace)).layer(TraceLayer::new_for_http()))
        .nest("/assets", assets)
        .merge(Router::new().route("/plain", get(async || {})))
        .bind_predicate(&SITES, is_tenant)
        .with_state(())
}

#[test]
fn a_surface_is_a_table() {
    let expected = "\
METHOD  PATH           ORIGINS                      ALLOWS                                                                                                                  HANDLER
*       /*             NO POLICY, NOT ENFORCED                                                                                                                              an axum router
GET     /assets/*      *                            headers content-type; policy ANY_ORIGIN                                                                                 http::surface::Files
GET     /shop/orders   https://shop.example.com     credentials; headers x-request-id, content-type; expose etag, x-total; max age 0 s because of clear; policy STOREFRONT  orders
                       https://*.shop.example.com
                       http://localhost:*
POST    /shop/orders   https://shop.example.com     credentials; headers x-request-id, content-type; expose etag, x-total; max age 0 s because of clear; policy STOREFRONT  orders
                       https://*.shop.example.com
                       http://localhost:*
PUT     /shop/orders   http://old.example.com       credentials; dangerously(unenforced, insecure_origins)                                                                  replace
DELETE  /shop/orders   *                            enforce                                                                                                                 clear
GET     /tenants/{id}  SITES, bound to a predicate                                                                                                                          tenants
                         within https://*
                         always tauri://localhost
HEAD    /tenants/{id}  SITES, bound to a predicate                                                                                                                          tenants
                         within https://*
                         always tauri://localhost
";
    assert_eq!(app().surface().to_string(), expected);
}

#[test]
fn a_surface_shows_places_if_asked() {
    let surface = app().surface();
    assert!(!surface.to_string().contains("surface.rs"));
    assert!(format!("{surface:#}").contains("orders (tests/http/surface.rs:"));
}

/// A snapshot must not depend on the order of registration.
#[test]
fn a_surface_has_one_order() {
    let [first, second] = [
        CorsRouter::<()>::new().route("/b", clear).route("/a", orders).route("/a", replace),
        CorsRouter::new().route("/a", (replace, orders)).merge(CorsRouter::new().route("/b", clear)),
    ];
    assert_eq!(first.surface().to_string(), second.surface().to_string());
}

#[test]
fn rows_are_data() {
    let surface = app().surface();
    let row = surface.rows().iter().find(|row| row.path == "/tenants/{id}").unwrap();
    assert_eq!((&*row.method, &*row.handler, &row.policy, row.credentials), ("GET", "tenants", &None, false));
    let OriginSource::Static { name, named, within, always, resolved, .. } = &row.origins else { panic!("{row:?}") };
    assert_eq!((&**name, named, resolved), ("SITES", &NamedBy::Predicate, &None));
    assert_eq!((&within[..], &always[..]), (&["https://*".to_owned()][..], &["tauri://localhost".to_owned()][..]));
    assert_eq!(row.max_age, None);
}

#[test]
fn a_surface_serialises() {
    let surface = serde_json::to_value(CorsRouter::<()>::new().route("/orders", replace).surface()).unwrap();
    let line = surface[0]["line"].clone();
    let expected = serde_json::json!([{
        "path": "/orders", "method": "PUT", "handler": "replace", "file": "tests/http/surface.rs", "line": line,
        "policy": null, "origins": { "listed": ["http://old.example.com"] }, "headers": [], "expose": [],
        "credentials": true, "max_age": null, "enforcement": "off", "dangerously": ["unenforced", "insecure_origins"],
        "report_only": false, "uncached_for": null,
    }]);
    assert_eq!(surface, expected);
}

/// A tool reads what a test of the application has written.
#[test]
fn a_surface_is_read_back() {
    let surface = app().surface();
    let json = serde_json::to_string(&surface).unwrap();
    assert_eq!(serde_json::from_str::<handler_cors::surface::Surface>(&json).unwrap(), surface);
}

/// Explanations agree with the responses.
#[tokio::test]
async fn explanations_match_the_responses() {
    let app = fixture::app();
    let surface = app.surface();
    let router: Router = app.clone().with_state(fixture::Db).into();
    let origins = [
        "https://app.example.com",
        "https://a.partner.example",
        "https://admin.example.com",
        "https://evil.example",
        "null",
    ];
    let sites = ["", "\nSec-Fetch-Site: cross-site", "\nSec-Fetch-Site: same-origin"];
    let mut kinds = [0; 4];
    for row in surface.rows().iter().filter(|row| row.origins != OriginSource::NoPolicy) {
        let origins = origins.iter().map(|origin| format!("\nOrigin: {origin}")).chain([String::new()]);
        for origin in origins {
            for site in sites {
                let preflight =
                    format!("OPTIONS {}{origin}{site}\nAccess-Control-Request-Method: {}", row.path, row.method);
                let request = format!("{} {}{origin}{site}", row.method, row.path);
                for request in [preflight, request] {
                    let explained = app.explain(&row.path, &TestRequest::new(&request).into_request()).unwrap();
                    let response = in_process(router.clone(), TestRequest::new(&request).into_request()).await;
                    let is_allowed = response.header("access-control-allow-origin").is_some();
                    let is_true = match explained {
                        Explanation::Allowed => is_allowed,
                        Explanation::Rejected(_) | Explanation::PreflightDenied(_) => {
                            response.status == 403 && !is_allowed
                        }
                        Explanation::Unreadable(_) => response.status != 403 && !is_allowed,
                        Explanation::SameOrigin => {
                            response.status != 403 && !is_allowed && site.contains("same-origin")
                        }
                        Explanation::NotCors => response.status != 403 && origin.is_empty(),
                        Explanation::NotPreflight => response.header("allow").is_some(),
                        _ => false,
                    };
                    assert!(is_true, "{explained}: {request}\n{}", response.text());
                    match explained {
                        Explanation::Allowed => kinds[0] += 1,
                        Explanation::Rejected(_) | Explanation::PreflightDenied(_) => kinds[1] += 1,
                        Explanation::Unreadable(_) => kinds[2] += 1,
                        _ => kinds[3] += 1,
                    }
                }
            }
        }
    }
    assert!(kinds.iter().all(|kind| *kind > 20), "not all kinds occur: {kinds:?}");
}

/// Browsers get what the surface says.
#[tokio::test]
async fn probes_find_nothing() {
    let gets = ["/widgets", "/orders", "/session", "/reports", "/sandbox", "/meddle", "/meddle/in/public", "/vary"];
    check_probe(&fixture::app().with_state(fixture::Db), &gets).await;
    check_probe(&app(), &["/shop/orders", "/assets/*"]).await;
}

#[test]
fn explanations_name_the_reason() {
    let app = app();
    let rows = [
        ("GET /shop/orders\nOrigin: https://shop.example.com", "allowed"),
        ("GET /shop/orders", "served: not a CORS request"),
        (
            "GET /shop/orders\nOrigin: https://evil.example",
            "served, but the response is not readable by the page: the policy does not list the origin",
        ),
        ("POST /shop/orders\nOrigin: https://evil.example", "rejected: the policy does not list the origin"),
        ("POST /shop/orders\nOrigin: null", "rejected: the origin is `null`, which any page can obtain"),
        ("POST /shop/orders\nOrigin: https://Shop.example.com", "rejected: malformed `Origin` header"),
        (
            "POST /shop/orders\nOrigin: https://a.example\nOrigin: https://a.example",
            "rejected: several `Origin` headers",
        ),
        (
            "POST /shop/orders\nSec-Fetch-Site: cross-site",
            "rejected: no `Origin` header, but `Sec-Fetch-Site` says that the request is cross-origin",
        ),
        ("GET /tenants/{id}\nOrigin: https://a.example", "the predicate of `SITES` decides"),
        (
            "GET /tenants/{id}\nOrigin: null",
            "served, but the response is not readable by the page: the origin is `null`, which any page can obtain",
        ),
        ("OPTIONS /shop/orders", "204 with `Allow`: not a preflight"),
        (
            "OPTIONS /shop/orders\nOrigin: https://shop.example.com\nAccess-Control-Request-Method: PATCH",
            "denied: no handler or service under a policy serves the method on this path",
        ),
        (
            "OPTIONS /shop/orders\nOrigin: https://shop.example.com\nAccess-Control-Request-Method: GET\n\
             Access-Control-Request-Headers: content-type,x-a,x-request-id\nAccess-Control-Request-Headers: x-b",
            "not sent by the browser: request headers not allowed: x-a, x-b",
        ),
    ];
    for (text, expected) in rows {
        let request = TestRequest::new(text).into_request();
        let explained = app.explain(request.uri().path(), &request).unwrap();
        assert_eq!(explained.to_string(), expected, "{text}");
    }
    for (request, expected) in [("GET /", Explanation::NotCors), ("GET /\nOrigin: null", Explanation::Allowed)] {
        assert_eq!(ANY_ORIGIN.explain(&TestRequest::new(request).into_request()), expected, "{request}");
    }
    let request = TestRequest::new("DELETE /\nOrigin: https://evil.example").into_request();
    assert_eq!(STOREFRONT.explain(&request), Explanation::Rejected(Reason::OriginNotAllowed));
}

/// GET serves HEAD too, and no other method does. A path that has no row is not explained.
#[test]
fn explanations_know_which_method_is_served() {
    #[cors(origins = ["https://shop.example.com"], methods = [GET])]
    async fn read() {}

    #[cors(origins = ["https://shop.example.com"], methods = [POST])]
    async fn write() {}

    let app: CorsRouter = CorsRouter::new().route("/read/{id}", read).route("/write", write);
    for (path, method, is_served) in [
        ("/read/{id}", "GET", true),
        ("/read/{id}", "HEAD", true),
        ("/read/{id}", "POST", false),
        ("/write", "POST", true),
        ("/write", "HEAD", false),
        ("/write", "GET", false),
        ("/write", "get", false),
    ] {
        let preflight = format!("OPTIONS /\nOrigin: https://shop.example.com\nAccess-Control-Request-Method: {method}");
        let expected =
            if is_served { Explanation::Allowed } else { Explanation::PreflightDenied(Reason::MethodNotServed) };
        assert_eq!(app.explain(path, &TestRequest::new(&preflight).into_request()), Some(expected), "{path} {method}");
        let request = format!("{method} /\nOrigin: https://shop.example.com");
        let expected = if is_served { Explanation::Allowed } else { Explanation::MethodNotServed };
        assert_eq!(app.explain(path, &TestRequest::new(&request).into_request()), Some(expected), "{path} {method}");
    }
    assert_eq!(app.explain("/read/7", &TestRequest::new("GET /read/7").into_request()), None);
}

/// `*` never covers `Authorization` (Fetch, "CORS non-wildcard request-header name").
#[test]
fn explanations_treat_a_wildcard_as_browsers_do() {
    #[cors(origins = ["*"], headers = ["*"])]
    static ANY: Policy;

    #[cors(origins = ["*"], headers = ["*", AUTHORIZATION])]
    static ANY_WITH_LOGIN: Policy;

    for (policy, names, expected) in [
        (&ANY, "x-a,content-type", "allowed"),
        (&ANY, "x-a,Authorization", "not sent by the browser: request headers not allowed: Authorization"),
        (&ANY_WITH_LOGIN, "x-a,Authorization", "allowed"),
        (&STOREFRONT, "x-request-id,", "allowed"),
        (&STOREFRONT, "authorization", "not sent by the browser: request headers not allowed: authorization"),
    ] {
        let ask = format!(
            "OPTIONS /\nOrigin: https://shop.example.com\nAccess-Control-Request-Method: GET\n\
             Access-Control-Request-Headers: {names}"
        );
        assert_eq!(policy.explain(&TestRequest::new(&ask).into_request()).to_string(), expected, "{names}");
    }
}
