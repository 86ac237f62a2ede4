//! Tracing events for rejections.

use crate::client::{TestRequest, in_process};
use axum::Router;
use axum::http::header::SET_COOKIE;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use handler_cors::{CorsRouter, Origin, Origins, Policy, cors};
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use tower_http::trace::TraceLayer;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

#[cors(origins = ["https://app.example.com"], methods = [GET, POST])]
async fn listed() {}

#[cors(origins = ["https://app.example.com"], headers = ["x-a"])]
static WEB: Policy;

#[cors(within = ["https://*"])]
static SITES: Origins;

#[cors(origins = SITES, methods = [POST])]
async fn asked() {}

async fn fails(origin: Origin) -> Result<bool, String> {
    match origin.host() {
        "no.example" => Ok(false),
        "panic.example" => panic!("gone"),
        host => Err(format!("no answer for {host}")),
    }
}

/// Collects the events of our target, one line each.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<String>>>);

impl Collector {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "handler_cors" && *metadata.level() <= Level::DEBUG
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = event.metadata().level().to_string();
        event.record(&mut Fields(&mut line));
        self.0.lock().unwrap().push(line);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

/// The events of a request.
pub(crate) async fn events(app: &Router, request: TestRequest) -> Vec<String> {
    let collector = Collector::default();
    let guard = tracing::subscriber::set_default(collector.clone());
    in_process(app.clone(), request.into_request()).await;
    drop(guard);
    collector.take()
}

/// The events of what does not wait.
pub(crate) fn events_of(work: impl FnOnce()) -> Vec<String> {
    let collector = Collector::default();
    tracing::subscriber::with_default(collector.clone(), work);
    collector.take()
}

#[tokio::test]
async fn rejections_are_reported_with_their_reason() {
    let app = CorsRouter::new().route("/listed", listed).route("/asked", asked).bind_predicate(&SITES, fails);
    let apps = [Router::from(app.clone()), app.layer(TraceLayer::new_for_http()).into()];
    let rows = [
        ("GET /listed\nOrigin: https://app.example.com", vec![]),
        ("GET /listed", vec![]),
        ("OPTIONS /listed\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST", vec![]),
        (
            "GET /listed?q=1\nOrigin: https://evil.example",
            vec![
                r#"DEBUG message=response not readable by the page origin="https://evil.example" method="GET" path="/listed" reason="the policy does not list the origin""#,
            ],
        ),
        (
            "POST /listed\nOrigin: https://evil.example",
            vec![
                r#"INFO message=request rejected origin="https://evil.example" method="POST" path="/listed" reason="the policy does not list the origin""#,
            ],
        ),
        (
            "POST /listed\nSec-Fetch-Site: cross-site",
            vec![
                r#"INFO message=request rejected method="POST" path="/listed" reason="no `Origin` header, but `Sec-Fetch-Site` says that the request is cross-origin""#,
            ],
        ),
        (
            "OPTIONS /listed\nOrigin: null\nAccess-Control-Request-Method: POST",
            vec![
                r#"INFO message=preflight denied origin="null" method="OPTIONS" path="/listed" reason="the origin is `null`, which any page can obtain""#,
            ],
        ),
        (
            "OPTIONS /asked\nOrigin: https://no.example\nAccess-Control-Request-Method: POST",
            vec![
                r#"INFO message=preflight denied origin="https://no.example" method="OPTIONS" path="/asked" reason="the predicate denied the origin""#,
            ],
        ),
        (
            "POST /asked\nOrigin: https://slow.example",
            vec![
                r#"ERROR message=predicate failed origins="SITES" error=no answer for slow.example"#,
                r#"INFO message=request rejected origin="https://slow.example" method="POST" path="/asked" reason="the predicate returned an error""#,
            ],
        ),
        (
            "POST /asked\nOrigin: https://panic.example",
            vec![
                r#"INFO message=request rejected origin="https://panic.example" method="POST" path="/asked" reason="the predicate panicked""#,
            ],
        ),
    ];
    for app in &apps {
        for (request, expected) in &rows {
            assert_eq!(events(app, TestRequest::new(request)).await, *expected, "{request}");
        }
    }
}

/// Clients can neither forge lines of a log nor fill it.
#[tokio::test]
async fn an_origin_cannot_forge_log_lines() {
    let app: Router = CorsRouter::new().route("/listed", listed).into();
    let forged = TestRequest::new("POST /listed").header("origin", b"https://a\t\"\xff");
    let events_of_forged = events(&app, forged).await;
    assert!(events_of_forged[0].contains(r#"origin="https://a\\t\\\"\\xff""#), "{events_of_forged:?}");
    let long = TestRequest::new("POST /listed").header("origin", "a".repeat(60_000));
    let events_of_long = events(&app, long).await;
    assert!(events_of_long[0].len() < 600, "{}", events_of_long[0].len());
}

fn under_a_policy() -> Router {
    let application = Router::new().route("/app/{id}", post(async || "posted")).route("/app/get", get(async || "got"));
    let sets_cookie = async || [(SET_COOKIE, "a=1")].into_response();
    CorsRouter::new()
        .route("/post", WEB.post(async || "posted"))
        .route("/session", WEB.post(sets_cookie))
        .merge(WEB.router(application))
        .into()
}

/// What happens to a request is `INFO`, what a page only does not see is `DEBUG`, and what is served as it is makes no event.
#[tokio::test]
async fn levels_and_fields() {
    const REJECTED: &str = r#"INFO message=request rejected origin="https://evil.example" method="POST" path="/post" policy="WEB" reason="the policy does not list the origin""#;
    const REMOVED: &str = r#"INFO message=credentials removed origin="https://app.example.com" method="POST" path="/post" policy="WEB" reason="the policy has no `credentials`""#;
    const REMOVED_FROM_RESPONSE: &str =
        r#"INFO message=credentials removed from the response policy="WEB" reason="the policy has no `credentials`""#;
    let app = under_a_policy();
    let page = "Origin: https://app.example.com";
    let asks = |path: &str, names: &str| {
        format!("OPTIONS {path}\n{page}\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: {names}")
    };
    for (request, expected) in [
        ("POST /post\nOrigin: https://evil.example".to_owned(), vec![REJECTED.to_owned()]),
        (
            "POST /app/7?secret=1\nOrigin: https://evil.example".to_owned(),
            vec![REJECTED.replace("/post", "/app/7")],
        ),
        (
            "GET /app/get\nOrigin: https://evil.example\nUpgrade: websocket".to_owned(),
            vec![REJECTED.replace("POST", "GET").replace("/post", "/app/get")],
        ),
        (format!("POST /post\n{page}\nCookie: secret=1"), vec![REMOVED.to_owned()]),
        (format!("POST /post\n{page}\nAuthorization: Basic dXNlcjpwYXNz"), vec![REMOVED.to_owned()]),
        (format!("POST /session\n{page}"), vec![REMOVED_FROM_RESPONSE.to_owned()]),
        // Both directions are one event.
        (format!("POST /session\n{page}\nCookie: secret=1"), vec![REMOVED.replace("/post", "/session")]),
        (format!("POST /app/7\n{page}\nCookie: secret=1"), vec![REMOVED.replace("/post", "/app/7")]),
        (
            "OPTIONS /post\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST".to_owned(),
            vec![r#"INFO message=preflight denied origin="https://evil.example" method="OPTIONS" path="/post" policy="WEB" reason="the policy does not list the origin""#.to_owned()],
        ),
        (
            asks("/post", "x-a,sentry-trace,baggage"),
            vec![r#"INFO message=preflight allowed, but not these request headers: the browser does not send the request origin="https://app.example.com" path="/post" headers="sentry-trace, baggage""#.to_owned()],
        ),
        (
            "GET /app/get\nOrigin: https://evil.example".to_owned(),
            vec![r#"DEBUG message=response not readable by the page origin="https://evil.example" method="GET" path="/app/get" reason="the policy does not list the origin""#.to_owned()],
        ),
        (asks("/post", "x-a"), vec![]),
        (format!("POST /post\n{page}"), vec![]),
        ("POST /post\nCookie: secret=1".to_owned(), vec![]),
        // The server's own pages are never said to be cross-origin.
        ("POST /post\nOrigin: https://api.example.com\nCookie: secret=1".to_owned(), vec![]),
        ("POST /session\nOrigin: https://api.example.com".to_owned(), vec![]),
        ("GET /app/get\nOrigin: https://api.example.com".to_owned(), vec![]),
        ("POST /app/7\nOrigin: null\nSec-Fetch-Site: same-origin".to_owned(), vec![]),
    ] {
        assert_eq!(events(&app, TestRequest::new(&request)).await, expected, "{request}");
    }
}

/// It is a hint for people, who know whether the proxy is theirs.
#[tokio::test]
async fn a_forwarded_host_that_is_the_origins_is_a_hint() {
    let app = under_a_policy();
    for (lines, has_hint) in [
        ("Origin: https://www.example.com\nX-Forwarded-Host: www.example.com", true),
        ("Origin: https://www.example.com\nX-Forwarded-Host: WWW.example.com", true),
        ("Origin: https://www.example.com:8443\nX-Forwarded-Host: www.example.com:8443", true),
        ("Origin: https://www.example.com\nX-Forwarded-Host: api.example.com", false),
        ("Origin: https://www.example.com", false),
        ("Origin: null\nX-Forwarded-Host: null", false),
        ("Sec-Fetch-Site: cross-site\nX-Forwarded-Host: www.example.com", false),
    ] {
        let events = events(&app, TestRequest::new(&format!("POST /post\nHost: upstream\n{lines}"))).await;
        assert_eq!(events.len(), 1, "{events:?}");
        assert!(events[0].starts_with("INFO message=request rejected "), "{events:?}");
        assert_eq!(events[0].contains("declare `server_origins`"), has_hint, "{lines}: {events:?}");
    }
}

/// Whatever a client sends, and wherever it stands.
#[tokio::test]
async fn values_of_requests_are_escaped_and_cut() {
    let app = under_a_policy();
    let long = "a".repeat(60_000);
    for (what, request) in [
        ("an origin", TestRequest::new("POST /post").header("origin", &long)),
        ("a path", TestRequest::new(&format!("POST /app/{long}\nOrigin: https://evil.example"))),
        (
            "a forwarded host",
            TestRequest::new("POST /post\nOrigin: https://evil.example").header("x-forwarded-host", &long),
        ),
    ] {
        let events = events(&app, request).await;
        assert_eq!(events.len(), 1, "{what}");
        assert!(events[0].len() < 800, "{what}: {} bytes", events[0].len());
    }
}

fn asking_for(names: impl AsRef<[u8]>) -> TestRequest {
    let page = "OPTIONS /post\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST";
    TestRequest::new(page).header("access-control-request-headers", names)
}

#[tokio::test]
async fn names_of_headers_are_escaped() {
    let events = events(&under_a_policy(), asking_for("x-\t\"y,x-\\")).await;
    assert!(events[0].contains(r#"headers="x-\\t\\\"y, x-\\\\""#), "{events:?}");
}

#[tokio::test]
async fn names_of_methods_and_headers_are_cut() {
    let method = format!("{} /post\nOrigin: https://evil.example", "A".repeat(60_000));
    let events_of_method = events(&under_a_policy(), TestRequest::new(&method)).await;
    assert!(events_of_method[0].len() < 800, "{} bytes", events_of_method[0].len());
    for names in ["a".repeat(60_000), "x,".repeat(30_000)] {
        let events = events(&under_a_policy(), asking_for(&names)).await;
        assert_eq!(events.len(), 1);
        assert!(events[0].len() < 800, "{} bytes", events[0].len());
    }
}
