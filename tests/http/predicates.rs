//! Origins that an async predicate allows, with the state of the router.

use crate::client::{Served, TestRequest, panic_text, serve};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use handler_cors::{CorsRouter, Origin, Policy, cors};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tower_http::trace::TraceLayer;

/// The hosts of the tenants, and the origins with which the predicate was called.
#[derive(Clone, Default)]
struct Tenants {
    hosts: &'static [&'static str],
    calls: Arc<Mutex<Vec<String>>>,
}

impl Tenants {
    fn of(hosts: &'static [&'static str]) -> Tenants {
        Tenants { hosts, ..Tenants::default() }
    }

    fn take_calls(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }
}

async fn is_tenant(origin: Origin, State(tenants): State<Tenants>) -> bool {
    tenants.calls.lock().unwrap().push(origin.to_string());
    tokio::task::yield_now().await;
    tenants.hosts.contains(&origin.host())
}

#[cors(origins = dynamic(is_tenant), headers = ["x-request-id"], expose = ["x-total"], credentials, max_age = 60)]
static TENANTS: Policy;

#[cors(policy = TENANTS, methods = [GET])]
async fn show() -> &'static str {
    "shown"
}

#[cors(policy = TENANTS, methods = [POST])]
async fn change(_: State<Tenants>) -> &'static str {
    "changed"
}

#[cors(origins = ["https://admin.example.com"], methods = [DELETE])]
async fn delete() -> &'static str {
    "deleted"
}

fn app() -> CorsRouter<Tenants> {
    CorsRouter::new().route("/", (show, change, delete))
}

/// Arrangements with a layer that rejects what it must not see: preflights, and origins that the predicate disallows.
async fn arranged(tenants: &Tenants) -> Vec<Served> {
    let layered = app().layer(TraceLayer::new_for_http()).layer(from_fn(
        async |request: axum::extract::Request, next: axum::middleware::Next| {
            assert_ne!(request.method(), "OPTIONS", "a preflight passed a layer");
            next.run(request).await
        },
    ));
    vec![
        serve(app().with_state(tenants.clone())).await,
        serve(layered.clone().with_state(tenants.clone())).await,
        serve(layered.with_state(tenants.clone()).layer(TraceLayer::new_for_http())).await,
        serve(CorsRouter::new().merge(app()).route_layer(TraceLayer::new_for_http()).with_state(tenants.clone())).await,
        serve(Router::new().merge(Router::from(app().with_state(tenants.clone())))).await,
    ]
}

const ALLOWED: &str = "
    Access-Control-Allow-Origin: https://shop.acme.example
    Access-Control-Allow-Credentials: true
    Access-Control-Expose-Headers: x-total
    Vary: Origin";

#[tokio::test]
async fn a_predicate_allows_origins() {
    let tenants = Tenants::of(&["shop.acme.example"]);
    let rows = [
        ("GET /\nOrigin: https://shop.acme.example", format!("200{ALLOWED}\n\nshown")),
        ("GET /\nOrigin: https://evil.example", "200\nVary: Origin\n\nshown".to_owned()),
        ("GET /", "200\nVary: Origin\n\nshown".to_owned()),
        ("POST /\nOrigin: https://shop.acme.example", format!("200{ALLOWED}\n\nchanged")),
        ("POST /\nOrigin: https://evil.example", "403\nVary: Origin".to_owned()),
        ("POST /", "200\nVary: Origin\n\nchanged".to_owned()),
        (
            "POST /\nOrigin: https://api.example.com\nSec-Fetch-Site: same-origin",
            "200\nVary: Origin\n\nchanged".to_owned(),
        ),
        (
            "OPTIONS /\nOrigin: https://shop.acme.example\nAccess-Control-Request-Method: POST",
            "204
             Access-Control-Allow-Origin: https://shop.acme.example
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods: GET, POST
             Access-Control-Allow-Headers: x-request-id
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
                .to_owned(),
        ),
        (
            "OPTIONS /\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST",
            "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers".to_owned(),
        ),
        // A method without a handler: the console of an allowed page can report it.
        (
            "OPTIONS /\nOrigin: https://shop.acme.example\nAccess-Control-Request-Method: PATCH",
            "204
             Access-Control-Allow-Origin: https://shop.acme.example
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods: GET, POST
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
                .to_owned(),
        ),
        (
            "PATCH /\nOrigin: https://shop.acme.example",
            "405
             Access-Control-Allow-Origin: https://shop.acme.example
             Access-Control-Allow-Credentials: true
             Allow: DELETE, GET, HEAD, OPTIONS, POST
             Vary: Origin"
                .to_owned(),
        ),
        (
            "OPTIONS /",
            "204
             Allow: DELETE, GET, HEAD, OPTIONS, POST
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
                .to_owned(),
        ),
    ];
    for (index, served) in arranged(&tenants).await.into_iter().enumerate() {
        for (request, expected) in &rows {
            let response = served.request(*request).await;
            assert_eq!(
                response.text(),
                crate::client::canonical(expected),
                "arrangement {index}, the response (left) to:\n{request}"
            );
        }
    }
}

/// Each request calls at most one predicate, at most once.
#[tokio::test]
async fn a_predicate_runs_once_per_request_of_its_policy() {
    let tenants = Tenants::of(&["shop.acme.example"]);
    let app = serve(app().with_state(tenants.clone())).await;
    let preflight = "OPTIONS /\nOrigin: https://shop.acme.example\nAccess-Control-Request-Method: ";
    for (request, times) in [
        ("GET /\nOrigin: https://shop.acme.example".to_owned(), 1),
        (format!("{preflight}POST"), 1),
        (format!("{preflight}DELETE"), 0),
        (format!("{preflight}PATCH"), 1),
        (format!("{preflight}FOO"), 1),
        ("DELETE /\nOrigin: https://shop.acme.example".to_owned(), 0),
        ("OPTIONS /".to_owned(), 0),
    ] {
        app.request_in_process(TestRequest::new(&request)).await;
        assert_eq!(tenants.take_calls().len(), times, "{request}");
    }
}

/// Malformed, opaque and insecure origins are disallowed without a call.
#[tokio::test]
async fn a_predicate_does_not_run_for_invalid_origins() {
    let tenants = Tenants::of(&["shop.acme.example", "acme.example"]);
    let app = serve(app().with_state(tenants.clone())).await;
    let long = format!("https://{}.example", "a.".repeat(40_000));
    for origin in [
        "null",
        "*",
        "",
        "shop.acme.example",
        "https://SHOP.acme.example",
        "https://shop.acme.example/",
        "https://shop.acme.example:443",
        "https://*.acme.example",
        "https://*",
        "https://user@shop.acme.example",
        "https://shop.acme.example, https://evil.example",
        "https://shop.acme.example https://evil.example",
        "file://shop.acme.example",
        "https://shop.acme.example\u{e9}",
        "https://shop_{evil}.acme.example",
        &long,
        // With credentials, a network attacker could tamper with this page.
        "http://shop.acme.example",
    ] {
        let request = TestRequest::new("POST /").header("origin", origin);
        assert_eq!(app.request_in_process(request).await.status, 403, "{origin}");
        assert_eq!(tenants.take_calls(), Vec::<String>::new(), "{origin}");
    }
    let twice = TestRequest::new("POST /\nOrigin: https://shop.acme.example\nOrigin: https://shop.acme.example");
    assert_eq!(app.request_in_process(twice).await.status, 403);
    assert_eq!(tenants.take_calls(), Vec::<String>::new());
}

#[tokio::test]
async fn a_predicate_sees_insecure_origins_where_they_are_safe() {
    #[cors(origins = dynamic(is_tenant), methods = [POST])]
    async fn public() {}

    #[cors(origins = dynamic(is_tenant), methods = [POST], credentials, dangerously(insecure_origins))]
    async fn insecure() {}

    let tenants = Tenants::of(&["printer.acme.example", "localhost"]);
    let app = CorsRouter::new().route("/public", public).route("/insecure", insecure).route("/", change);
    let app = serve(app.with_state(tenants.clone())).await;
    for (path, origin, status) in [
        ("/public", "http://printer.acme.example", 200),
        ("/insecure", "http://printer.acme.example", 200),
        ("/", "http://printer.acme.example", 403),
        ("/", "http://localhost:5173", 200),
    ] {
        let request = TestRequest::new(&format!("POST {path}")).header("origin", origin);
        assert_eq!(app.request(request).await.status, status, "{path} {origin}");
    }
}

/// A predicate gets the parsed origin.
#[tokio::test]
async fn a_predicate_sees_the_parts_of_the_origin() {
    type Seen = Arc<Mutex<Vec<String>>>;

    async fn sees(origin: Origin, State(seen): State<Seen>) -> bool {
        let (scheme, host, port) = (origin.scheme(), origin.host(), origin.port());
        seen.lock().unwrap().push(format!("{scheme} {host} {port:?} {} {origin:?}", origin.as_str()));
        origin.as_ref() == origin.as_str() && origin.to_string() == origin.as_str()
    }

    #[cors(origins = dynamic(sees), methods = [POST])]
    async fn seen() {}

    let message = Seen::default();
    let app = serve(CorsRouter::new().route("/", seen).with_state(message.clone())).await;
    for (origin, parts) in [
        ("https://shop.acme.example", "https shop.acme.example None"),
        ("https://shop.acme.example:8443", "https shop.acme.example Some(8443)"),
        ("http://127.0.0.1:5173", "http 127.0.0.1 Some(5173)"),
        ("http://[2001:db8::1]:81", "http [2001:db8::1] Some(81)"),
        ("capacitor://localhost", "capacitor localhost None"),
    ] {
        let request = TestRequest::new("POST /").header("origin", origin);
        assert_eq!(app.request_in_process(request).await.status, 200, "{origin}");
        assert_eq!(std::mem::take(&mut *message.lock().unwrap()), [format!("{parts} {origin} {origin:?}")]);
    }
}

/// Origins from a database are parsed strictly.
#[test]
fn invalid_origins_do_not_parse() {
    for (text, fact) in [
        ("https://shop.acme.example/", "`https://shop.acme.example/` ends with a slash"),
        ("https://*.acme.example", "`https://*.acme.example` is a pattern, not an origin"),
        ("https://shop.acme.example:*", "`https://shop.acme.example:*` is a pattern, not an origin"),
        ("null", "`null` is the origin of every sandboxed frame"),
    ] {
        let error = text.parse::<Origin>().unwrap_err().to_string();
        assert!(error.starts_with(fact), "{error}");
    }
}

async fn panics(_: Origin, _: State<()>) -> bool {
    panic!("the database is gone")
}

async fn panics_later(_: Origin, _: State<()>) -> bool {
    tokio::task::yield_now().await;
    panic!("the database is gone")
}

async fn fails(_: Origin, _: State<()>) -> Result<bool, &'static str> {
    Err("the database is gone")
}

async fn denies(_: Origin, _: State<()>) -> Result<bool, String> {
    Ok(false)
}

async fn allows(_: Origin, _: State<()>) -> Result<bool, StatusCode> {
    Ok(true)
}

#[cors(origins = dynamic(panics), methods = [GET, POST])]
async fn with_a_panic() {}

#[cors(origins = dynamic(panics_later), methods = [GET, POST])]
async fn with_a_late_panic() {}

#[cors(origins = dynamic(fails), methods = [GET, POST])]
async fn with_an_error() {}

#[cors(origins = dynamic(denies), methods = [GET, POST])]
async fn with_false() {}

#[cors(origins = dynamic(self::allows), methods = [GET, POST])]
async fn with_true() {}

#[tokio::test]
async fn errors_and_panics_disallow() {
    let app = CorsRouter::new()
        .route("/panic", with_a_panic)
        .route("/late", with_a_late_panic)
        .route("/error", with_an_error)
        .route("/no", with_false)
        .route("/yes", with_true);
    let app = serve(app).await;
    for (path, is_allowed) in [("/panic", false), ("/late", false), ("/error", false), ("/no", false), ("/yes", true)] {
        let preflight = format!("OPTIONS {path}\nOrigin: https://a.example\nAccess-Control-Request-Method: POST");
        assert_eq!(app.request(&*preflight).await.status, if is_allowed { 204 } else { 403 }, "{path}");
        assert_eq!(
            app.request(&*format!("POST {path}\nOrigin: https://a.example")).await.status,
            if is_allowed { 200 } else { 403 }
        );
        let read = app.request(&*format!("GET {path}\nOrigin: https://a.example")).await;
        assert_eq!(read.header("access-control-allow-origin").is_some(), is_allowed, "{path}");
        assert_eq!(read.header("vary"), Some(&b"Origin"[..]));
    }
}

/// Two applications with the same handlers use their own states.
#[tokio::test]
async fn states_do_not_mix() {
    let app_of = |hosts| Router::from(app().with_state(Tenants::of(hosts)));
    let both = Router::new().nest("/acme", app_of(&["acme.example"])).nest("/umbrella", app_of(&["umbrella.example"]));
    let app = serve(both).await;
    for (path, host, status) in [
        ("/acme", "acme.example", 200),
        ("/acme", "umbrella.example", 403),
        ("/umbrella", "umbrella.example", 200),
        ("/umbrella", "acme.example", 403),
    ] {
        assert_eq!(app.request(&*format!("POST {path}\nOrigin: https://{host}")).await.status, status, "{path} {host}");
    }
}

/// Each method of a path uses its own state, and a preflight lists only methods with the same state.
#[tokio::test]
async fn states_do_not_mix_on_one_path() {
    let [first, second] = [&["acme.example"], &["umbrella.example"]].map(|hosts| Tenants::of(hosts));
    let app = CorsRouter::new().route("/", show).with_state(first);
    let app = app.merge(CorsRouter::new().route("/", change).with_state(second));
    let preflight = |host: &str, method: &str| {
        format!("OPTIONS /\nOrigin: https://{host}\nAccess-Control-Request-Method: {method}")
    };
    let app = serve(app).await;
    for (host, method, status, methods) in [
        ("acme.example", "GET", 204, Some("GET")),
        ("acme.example", "POST", 403, None),
        ("umbrella.example", "POST", 204, Some("POST")),
        ("umbrella.example", "GET", 403, None),
    ] {
        let response = app.request(&*preflight(host, method)).await;
        assert_eq!(response.status, status, "{host} {method}");
        assert_eq!(response.header("access-control-allow-methods"), methods.map(str::as_bytes), "{host} {method}");
    }
}

/// A request that the predicate disallows reaches no layer.
#[tokio::test]
async fn a_predicate_runs_before_any_layer() {
    async fn hangs(_: axum::extract::Request, _: axum::middleware::Next) -> StatusCode {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        StatusCode::OK
    }
    let app = serve(app().layer(from_fn(hangs)).with_state(Tenants::of(&["acme.example"]))).await;
    assert_eq!(app.request("POST /\nOrigin: https://evil.example").await.status, 403);
}

#[test]
fn a_wrong_state_panics_at_start_up() {
    let text = panic_text(|| CorsRouter::<u32>::new().route("/", show));
    assert!(text.starts_with("`show` (tests/http/predicates.rs:"), "{text}");
    let [fact, remedy] = [
        " takes its origins from `dynamic(is_tenant)`, and `is_tenant` takes `State<http::predicates::Tenants>`, but the \
         state of this router is `u32`",
        "; let `is_tenant` take `State<u32>`",
    ];
    assert!(text.contains(fact) && text.ends_with(remedy), "{text}");
}

/// A predicate that uses no state fits every router.
#[tokio::test]
async fn a_predicate_without_state_fits_every_router() {
    let app = serve(CorsRouter::new().route("/", with_true).with_state(7_u32)).await;
    assert_eq!(app.request("POST /\nOrigin: https://a.example").await.status, 200);
    let app = serve(CorsRouter::new().route("/", with_true)).await;
    assert_eq!(app.request("POST /\nOrigin: https://a.example").await.status, 200);
}
