//! Origins that a predicate allows, bound to the router.

use crate::client::{Served, TestRequest, serve};
use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::middleware::from_fn;
use handler_cors::{
    CorsRouter, Origin, Origins, Policy, Predicate, PredicateFuture, PredicateResult, PredicateState, RequestInfo, cors,
};
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

/// The sites of tenants, and the shell of the app.
#[cors(within = ["https://*", "http://localhost:*"], always = ["tauri://localhost"])]
static ORIGINS: Origins;

#[cors(origins = ORIGINS, headers = ["x-request-id"], expose = ["x-total"], credentials, max_age = 60)]
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
    CorsRouter::new().route("/", (show, change, delete)).bind_predicate(&ORIGINS, is_tenant)
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
            "POST /\nOrigin: tauri://localhost",
            format!("200{}\n\nchanged", ALLOWED.replace("https://shop.acme.example", "tauri://localhost")),
        ),
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
        // The server's own pages need no permission.
        ("POST /\nOrigin: https://shop.acme.example\nSec-Fetch-Site: same-origin".to_owned(), 0),
        ("POST /\nHost: shop.acme.example\nOrigin: https://shop.acme.example".to_owned(), 0),
        // Always allowed, and out of bounds.
        ("POST /\nOrigin: tauri://localhost".to_owned(), 0),
        ("POST /\nOrigin: moz-extension://abc".to_owned(), 0),
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
    #[cors(within = ["https://*", "http://*"])]
    static ANY_HOST: Origins;

    #[cors(origins = ANY_HOST, methods = [POST])]
    async fn public() {}

    #[cors(origins = ANY_HOST, methods = [POST], credentials, dangerously(insecure_origins))]
    async fn insecure() {}

    let tenants = Tenants::of(&["printer.acme.example", "localhost"]);
    let app = CorsRouter::new().route("/public", public).route("/insecure", insecure).route("/", change);
    let app = app.bind_predicate(&ANY_HOST, is_tenant).bind_predicate(&ORIGINS, is_tenant);
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

    #[cors(within = ["*"])]
    static EVERYTHING: Origins;

    #[cors(origins = EVERYTHING, methods = [POST])]
    async fn seen() {}

    let message = Seen::default();
    let app =
        serve(CorsRouter::new().route("/", seen).bind_predicate(&EVERYTHING, sees).with_state(message.clone())).await;
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

async fn panics(_: Origin) -> bool {
    panic!("the database is gone")
}

async fn panics_later(_: Origin) -> bool {
    tokio::task::yield_now().await;
    panic!("the database is gone")
}

async fn fails(_: Origin) -> Result<bool, &'static str> {
    Err("the database is gone")
}

async fn denies(_: Origin) -> Result<bool, String> {
    Ok(false)
}

async fn allows(_: Origin) -> Result<bool, StatusCode> {
    Ok(true)
}

/// Panics before it returns a future.
fn panics_at_once(_: Origin) -> std::future::Ready<bool> {
    panic!("the database is gone")
}

#[cors(within = ["https://*"])]
static SITES: Origins;

#[cors(origins = SITES, methods = [GET, POST])]
async fn of_a_site() {}

fn sites<F, Shape>(predicate: F) -> CorsRouter
where
    F: Predicate<Shape, State: PredicateState<()>> + Send + Sync + 'static,
    F::Returned: PredicateFuture<Result: PredicateResult> + Send + 'static,
{
    CorsRouter::new().route("/", of_a_site).bind_predicate(&SITES, predicate)
}

#[tokio::test]
async fn errors_and_panics_disallow() {
    let app = CorsRouter::new()
        .nest("/panic", sites(panics))
        .nest("/late", sites(panics_later))
        .nest("/once", sites(panics_at_once))
        .nest("/error", sites(fails))
        .nest("/no", sites(denies))
        .nest("/yes", sites(allows));
    let app = serve(app).await;
    let rows =
        [("/panic", false), ("/late", false), ("/once", false), ("/error", false), ("/no", false), ("/yes", true)];
    for (path, is_allowed) in rows {
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
    let router = CorsRouter::new().bind_predicate(&ORIGINS, is_tenant);
    let app = router.clone().route("/", show).with_state(first);
    let app = app.merge(router.route("/", change).with_state(second));
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

/// A predicate that uses no state fits every router.
#[tokio::test]
async fn a_predicate_without_state_fits_every_router() {
    let app = CorsRouter::new().route("/", of_a_site).bind_predicate(&SITES, allows);
    assert_eq!(serve(app.with_state(7_u32)).await.request("POST /\nOrigin: https://a.example").await.status, 200);
    assert_eq!(serve(sites(allows)).await.request("POST /\nOrigin: https://a.example").await.status, 200);
}

/// The states of an application, one of which is a part of the other.
#[derive(Clone)]
struct App {
    tenants: Tenants,
}

impl FromRef<App> for Tenants {
    fn from_ref(app: &App) -> Tenants {
        app.tenants.clone()
    }
}

async fn is_page_of_tenant(origin: Origin, request: RequestInfo, State(app): State<App>) -> Result<bool, String> {
    let tenant = request.capture("tenant").ok_or_else(|| format!("{:?}", request.matched_path()))?;
    Ok(app.tenants.hosts.contains(&origin.host()) && origin.host().starts_with(tenant))
}

/// What a predicate can be: functions and closures, with a part of the state, with the request, with both.
#[tokio::test]
async fn the_shapes_of_predicates() {
    let state = App { tenants: Tenants::of(&["acme.example", "umbrella.example"]) };
    let router = || CorsRouter::<App>::new().route("/{tenant}", of_a_site);
    let known = std::sync::Arc::new(vec!["acme.example".to_owned()]);
    let apps = [
        ("a part of the state", router().bind_predicate(&SITES, is_tenant), [200, 200, 403]),
        ("state and request", router().bind_predicate(&SITES, is_page_of_tenant), [200, 403, 403]),
        (
            "an async closure",
            router().bind_predicate(&SITES, async |origin: Origin, _: State<App>| origin.host() != "evil.example"),
            [200, 200, 403],
        ),
        (
            "a closure over a pool",
            router().bind_predicate(&SITES, move |origin: Origin| {
                let known = known.clone();
                async move { known.iter().any(|host| host == origin.host()) }
            }),
            [200, 403, 403],
        ),
        (
            "a closure with the request",
            router().bind_predicate(&SITES, async |_: Origin, request: RequestInfo| request.uri().path() == "/acme"),
            [200, 200, 200],
        ),
    ];
    for (shape, app, statuses) in apps {
        let app = serve(app.with_state(state.clone())).await;
        for (host, status) in ["acme.example", "umbrella.example", "evil.example"].into_iter().zip(statuses) {
            let request = format!("POST /acme\nOrigin: https://{host}");
            assert_eq!(app.request(&*request).await.status, status, "{shape}: {host}");
        }
    }
}

/// A preflight and the request that it announces have the same [`RequestInfo`].
#[tokio::test]
async fn a_predicate_sees_the_request() {
    type Seen = Arc<Mutex<Vec<String>>>;

    async fn sees(_: Origin, request: RequestInfo, State(seen): State<Seen>) -> bool {
        let (host, path) = (request.host().unwrap_or("-"), request.matched_path().unwrap_or("-"));
        let capture = request.capture("tenant").unwrap_or("-");
        seen.lock().unwrap().push(format!("{} {} {host} {path} {capture}", request.method(), request.uri()));
        true
    }

    #[cors(origins = SITES)]
    static WEB: Policy;

    let seen = Seen::default();
    let inner = CorsRouter::new().route("/orders/{tenant}", of_a_site).fallback(WEB.any(async || "fallback"));
    let application = WEB.router(Router::new().route("/reports/{tenant}", axum::routing::post(async || "report")));
    let app = CorsRouter::new().nest("/api", inner).merge(application).bind_predicate(&SITES, sees);
    let app = serve(app.with_state(seen.clone())).await;
    for (path, expected) in [
        ("/api/orders/acme%20inc?x=1", "POST /api/orders/acme%20inc?x=1 api.example /api/orders/{tenant} acme inc"),
        ("/api/missing", "POST /api/missing api.example - -"),
        ("/reports/acme", "POST /reports/acme api.example /reports/{tenant} acme"),
    ] {
        for request in [
            format!("POST {path}\nHost: api.example\nOrigin: https://a.example"),
            format!(
                "OPTIONS {path}\nHost: api.example\nOrigin: https://a.example\nAccess-Control-Request-Method: POST"
            ),
        ] {
            app.request_in_process(TestRequest::new(&request)).await;
            assert_eq!(std::mem::take(&mut *seen.lock().unwrap()), [expected], "{request}");
        }
    }
}

/// Two routers have their own predicates, and so have two tests in one program.
#[tokio::test]
async fn predicates_are_of_their_routers() {
    let app = CorsRouter::new()
        .nest("/yes", sites(allows))
        .nest("/no", sites(denies))
        .nest("/outer", CorsRouter::new().route("/", of_a_site))
        .bind_predicate(&SITES, async |origin: Origin| origin.host() == "outer.example");
    let app = serve(app).await;
    for (path, host, status) in [
        ("/yes", "inner.example", 200),
        ("/no", "outer.example", 403),
        ("/outer", "outer.example", 200),
        ("/outer", "inner.example", 403),
    ] {
        let request = format!("POST {path}\nOrigin: https://{host}");
        assert_eq!(app.request(&*request).await.status, status, "{path} {host}");
    }
}
