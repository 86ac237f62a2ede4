//! Apps with one route whose policy has a long list.

use crate::app::App;
use crate::by_hand;
use crate::contender::Contender;
use crate::entries::Entries;
use crate::origins;
use axum::Router;
use axum::http::{HeaderValue, Method};
use axum::routing::get;
use handler_cors::{CorsRouter, cors};
use tower_http::cors::{AllowOrigin, CorsLayer};

include!(concat!(env!("OUT_DIR"), "/listed.rs"));

/// The app of a contender whose policy has this many entries.
pub(crate) fn app(contender: Contender, entries: Entries, length: usize) -> App {
    match contender {
        Contender::Bare => App::Axum(plain().with_state(())),
        Contender::HandlerCors => App::Cors(handler_cors(entries, length)),
        Contender::TowerHttp => App::Axum(plain().layer(cors_layer(entries, length)).with_state(())),
        Contender::ByHand => App::Axum(by_hand::listed(entries, length)),
    }
}

fn plain() -> Router {
    Router::new().route("/", get(async || "listed"))
}

fn handler_cors(entries: Entries, length: usize) -> CorsRouter {
    let app = CorsRouter::new();
    match (entries, length) {
        (Entries::Exact, 1) => app.route("/", exact_1),
        (Entries::Exact, 3) => app.route("/", exact_3),
        (Entries::Exact, 10) => app.route("/", exact_10),
        (Entries::Exact, 100) => app.route("/", exact_100),
        (Entries::Exact, 1_000) => app.route("/", exact_1000),
        (Entries::Exact, 10_000) => app.route("/", exact_10000),
        (Entries::Patterns, 1) => app.route("/", patterns_1),
        (Entries::Patterns, 3) => app.route("/", patterns_3),
        (Entries::Patterns, 10) => app.route("/", patterns_10),
        (Entries::Patterns, 100) => app.route("/", patterns_100),
        (Entries::Patterns, 1_000) => app.route("/", patterns_1000),
        (Entries::Patterns, 10_000) => app.route("/", patterns_10000),
        _ => panic!("the build script writes no list of {length}"),
    }
}

fn cors_layer(entries: Entries, length: usize) -> CorsLayer {
    let allow_origin = match entries {
        Entries::Exact => AllowOrigin::list((0..length).map(|at| value(&origins::exact(at)))),
        Entries::Patterns => suffixes(length),
    };
    CorsLayer::new().allow_origin(allow_origin).allow_methods([Method::GET]).allow_credentials(true)
}

/// tower-http has no patterns. This is what its users write instead.
fn suffixes(length: usize) -> AllowOrigin {
    let suffixes: Vec<String> = (0..length).map(|at| origins::pattern(at).replace("https://*", "")).collect();
    AllowOrigin::predicate(move |origin, _| {
        let origin = origin.as_bytes();
        origin.starts_with(b"https://") && suffixes.iter().any(|suffix| origin.ends_with(suffix.as_bytes()))
    })
}

fn value(origin: &str) -> HeaderValue {
    HeaderValue::from_str(origin).expect("an origin is a header value")
}
