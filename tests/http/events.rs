//! Tracing events for rejections.

use crate::client::{TestRequest, in_process};
use axum::Router;
use handler_cors::{CorsRouter, Origin, Origins, cors};
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use tower_http::trace::TraceLayer;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

#[cors(origins = ["https://app.example.com"], methods = [GET, POST])]
async fn listed() {}

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

async fn events(app: &Router, request: TestRequest) -> Vec<String> {
    let collector = Collector::default();
    let guard = tracing::subscriber::set_default(collector.clone());
    in_process(app.clone(), request.into_request()).await;
    drop(guard);
    std::mem::take(&mut *collector.0.lock().unwrap())
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
