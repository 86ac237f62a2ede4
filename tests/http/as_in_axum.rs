//! Handlers and layers see the same as in axum, however routers are nested, layered and merged: the same arrangement is made
//! with [`axum::Router`] and with [`CorsRouter`], and both get the same requests.

use crate::client::{TestRequest, TestResponse, in_process};
use axum::Router;
use axum::extract::{MatchedPath, NestedPath, OriginalUri, RawPathParams, Request, State};
use axum::http::{Extensions, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use handler_cors::{CorsRouter, cors};

/// What the router adds to a request, and its URI.
fn notes(uri: &Uri, extensions: &Extensions) -> String {
    let original = extensions.get::<OriginalUri>().map(|original| original.0.to_string());
    let matched = extensions.get::<MatchedPath>().map(MatchedPath::as_str);
    let nested = extensions.get::<NestedPath>().map(NestedPath::as_str);
    format!("{uri} original={original:?} matched={matched:?} nested={nested:?}")
}

async fn show(State(state): State<u8>, params: RawPathParams, request: Request) -> String {
    let params: Vec<_> = params.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{} {} {params:?} state={state}", request.method(), notes(request.uri(), request.extensions()))
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_cors(state: State<u8>, params: RawPathParams, request: Request) -> String {
    show(state, params, request).await
}

#[cors(origins = ["https://admin.example.com"], methods = [POST])]
async fn create_cors(state: State<u8>, params: RawPathParams, request: Request) -> String {
    show(state, params, request).await
}

async fn fallback(State(state): State<u8>, request: Request) -> (StatusCode, String) {
    (StatusCode::NOT_FOUND, format!("fallback {} state={state}", notes(request.uri(), request.extensions())))
}

async fn not_allowed(State(state): State<u8>, request: Request) -> (StatusCode, String) {
    (StatusCode::METHOD_NOT_ALLOWED, format!("405 {} state={state}", notes(request.uri(), request.extensions())))
}

async fn note(State(layer): State<&'static str>, request: Request, next: Next) -> Response {
    let seen = format!("{layer} {}", notes(request.uri(), request.extensions()));
    let mut response = next.run(request).await;
    response.headers_mut().append("seen", seen.parse().unwrap());
    response
}

/// The arrangements, for one router type and its handlers.
macro_rules! arrangements {
    ($Router:ident, $get:expr, $post:expr) => {{
        let layer = |name| from_fn_with_state(name, note);
        let new = || $Router::<u8>::new();
        let routes = || new().route("/", $get).route("/w/{id}", $get).route("/w/{id}", $post).route("/f/{*rest}", $get);
        let plain = || Router::<u8>::new().route("/p", get(show)).fallback(fallback);
        let all: Vec<(&str, Router)> = vec![
            ("flat", routes().with_state(1).into()),
            ("layered", routes().layer(layer("a")).layer(layer("b")).with_state(1).into()),
            ("nested", new().nest("/api", routes()).with_state(1).into()),
            ("nested, slash", new().nest("/api/", routes()).with_state(1).into()),
            ("nested at a capture", new().nest("/{tenant}", routes()).with_state(1).into()),
            ("layer inside", new().nest("/api", routes().layer(layer("a"))).with_state(1).into()),
            ("layer outside", new().nest("/api", routes()).layer(layer("a")).with_state(1).into()),
            (
                "route layer",
                new().nest("/api", routes().route_layer(layer("a"))).route_layer(layer("b")).with_state(1).into(),
            ),
            ("nested twice", {
                let inner = new().nest("/{tenant}", routes().layer(layer("a"))).layer(layer("b"));
                new().nest("/api/{version}", inner).layer(layer("c")).with_state(1).into()
            }),
            ("merged", {
                let first = new().route("/w/{id}", $get).layer(layer("a"));
                let second = new().route("/w/{id}", $post).layer(layer("b"));
                first.merge(second).layer(layer("c")).with_state(1).into()
            }),
            ("route after the layer", {
                new().route("/w/{id}", $get).layer(layer("a")).route("/w/{id}", $post).with_state(1).into()
            }),
            ("same path by merge and nest", {
                let nested = new().nest("/api", new().route("/w/{id}", $get).layer(layer("a")));
                nested.merge(new().route("/api/w/{id}", $post)).layer(layer("b")).with_state(1).into()
            }),
            ("state first", {
                let inner = routes().layer(layer("a")).with_state(2);
                new().nest("/api", inner).merge(new().route("/w/{id}", $get)).layer(layer("b")).with_state(1).into()
            }),
            ("fallbacks", {
                let inner = routes().fallback(fallback).layer(layer("a"));
                new().nest("/api", inner).fallback(fallback).layer(layer("b")).with_state(1).into()
            }),
            ("inner fallback alone", new().nest("/api", routes().fallback(fallback)).with_state(1).into()),
            ("outer fallback alone", new().nest("/api", routes()).fallback(fallback).with_state(1).into()),
            ("fallback after the layer", routes().layer(layer("a")).fallback(fallback).with_state(1).into()),
            (
                "fallback of a merged router",
                new().merge(routes().fallback(fallback)).layer(layer("a")).with_state(1).into(),
            ),
            ("plain merged", routes().merge(plain()).layer(layer("a")).with_state(1).into()),
            (
                "plain nested",
                new().nest("/api", plain().layer(layer("a"))).merge(routes()).layer(layer("b")).with_state(1).into(),
            ),
            ("405", routes().method_not_allowed_fallback(not_allowed).layer(layer("a")).with_state(1).into()),
            (
                "405 after the layer",
                routes().layer(layer("a")).method_not_allowed_fallback(not_allowed).with_state(1).into(),
            ),
            ("405 inside", {
                let inner = routes().method_not_allowed_fallback(not_allowed).with_state(2);
                new().nest("/api", inner).layer(layer("a")).with_state(1).into()
            }),
            ("405 outside", new().nest("/api", routes()).method_not_allowed_fallback(not_allowed).with_state(1).into()),
            ("405 twice", {
                let inner = routes().method_not_allowed_fallback(async || "inner");
                inner.method_not_allowed_fallback(not_allowed).layer(layer("a")).with_state(1).into()
            }),
            ("405 of a merged router", {
                let other = new().route("/w/{id}", $post).method_not_allowed_fallback(not_allowed);
                new().route("/w/{id}", $get).merge(other).with_state(1).into()
            }),
            ("405 before a merge", {
                let first = new().route("/w/{id}", $post).method_not_allowed_fallback(not_allowed);
                first.merge(new().route("/w/{id}", $get)).with_state(1).into()
            }),
            ("405 before a layer and a merge", {
                let first = new().route("/w/{id}", $post).method_not_allowed_fallback(not_allowed).layer(layer("a"));
                first.merge(new().route("/w/{id}", $get)).with_state(1).into()
            }),
            ("405 twice around a layer", {
                let inner = routes().method_not_allowed_fallback(not_allowed).layer(layer("a"));
                inner.method_not_allowed_fallback(async || "outer").with_state(1).into()
            }),
            ("405 before a route", {
                new().method_not_allowed_fallback(not_allowed).route("/w/{id}", $get).with_state(1).into()
            }),
        ];
        all
    }};
}

const PATHS: [&str; 10] = [
    "/",
    "/api",
    "/api/",
    "/w/7?q=1",
    "/api/w/7?q=1",
    "/acme/w/a%20b",
    "/api/v1/acme/w/7",
    "/f/a/b/c",
    "/api/f/a//c?",
    "/api/p",
];

#[tokio::test]
async fn handlers_and_layers_see_the_same_as_in_axum() {
    check_status(200).await;
}

#[tokio::test]
async fn unmatched_paths_respond_as_in_axum() {
    check_status(404).await;
}

#[tokio::test]
async fn methods_without_a_handler_respond_as_in_axum() {
    check_status(405).await;
}

/// Sends every request to both routers, and compares the responses for which axum's status is this one.
async fn check_status(status: u16) {
    let ours = arrangements!(CorsRouter, show_cors, create_cors);
    let axums = arrangements!(Router, get(show), post(show));
    let (mut compared, mut differences) = (0, Vec::new());
    for ((name, ours), (_, axums)) in ours.into_iter().zip(axums) {
        let requests = ["GET", "HEAD", "POST", "PATCH"].into_iter().flat_map(|method| PATHS.map(|path| (method, path)));
        let mut first = None;
        for (method, path) in requests {
            let request = format!("{method} {path}");
            let (ours, axums) = (without_cors(&ours, &request).await, without_cors(&axums, &request).await);
            compared += usize::from(axums.status == status);
            // A nested fallback also serves its prefix with a slash.
            let is_wanted = path == "/api/" && ["fallbacks", "inner fallback alone", "plain nested"].contains(&name);
            if first.is_none() && axums.status == status && ours.text() != axums.text() && !is_wanted {
                first = Some(format!("\n{name}: {request}\nours: {}\naxum's: {}\n", ours.text(), axums.text()));
            }
        }
        differences.extend(first);
    }
    assert!(differences.is_empty(), "the first difference of each arrangement:\n{}", differences.concat());
    assert!(compared > 20, "the paths are those of the arrangements: {compared}");
}

/// `Allow` names OPTIONS too.
async fn without_cors(app: &Router, request: &str) -> TestResponse {
    let mut response = in_process(app.clone(), TestRequest::new(request).into_request()).await;
    response.headers.retain(|(name, _)| !matches!(name.as_str(), "vary" | "allow"));
    response
}
