//! Declared policies, each with one page after the other.

use crate::case::{API, APP, Case, FetchCall, LOCAL, NULL, OTHER, PORT, Server};
use axum::Json;
use axum::http::StatusCode;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["*"], methods = [GET], expose = ["x-total-count"])]
async fn list() -> [(&'static str, &'static str); 3] {
    [("x-total-count", "2"), ("x-secret", "1"), ("cache-control", "no-store")]
}

#[cors(
    origins = ["http://app.example.test"],
    methods = [POST],
    headers = ["x-a"],
    credentials,
    dangerously(insecure_origins)
)]
async fn create(Json(name): Json<String>) -> (StatusCode, String) {
    (StatusCode::CREATED, name)
}

#[allow(deprecated)]
#[cors(origins = ["http://*.example.test", "http://*.localhost"], methods = [PUT], headers = ["x-b"], max_age = 600)]
async fn replace() {}

#[cors(origins = ["null", "http://*.example.test:8080"], methods = [DELETE], headers = ["*"], dangerously(null_origin))]
async fn remove() {}

#[cors(origins = ["http://other.test"], methods = [PATCH], dangerously(unenforced))]
async fn patch() {}

pub(crate) fn app() -> CorsRouter {
    CorsRouter::new().route("/widgets", (list, create, replace, remove, patch))
}

const PAGES: [&str; 6] = [APP, PORT, OTHER, LOCAL, NULL, API];

/// The call, and the letter and status for each of `PAGES`. The status is 0 if the letter needs none.
type Row = (&'static str, FetchCall, [(char, u16); 6]);

fn rows() -> Vec<Row> {
    let json = || FetchCall::new("POST").text("\"sprocket\"").header("content-type", "application/json");
    let b = ('b', 0);
    let p = ('p', 0);
    let own = |status| ('r', status);
    vec![
        ("GET", FetchCall::new("GET"), [('r', 200), ('r', 200), ('r', 200), ('r', 200), ('r', 200), own(200)]),
        ("GET with credentials", FetchCall::new("GET").include(), [b, b, b, b, b, own(200)]),
        ("HEAD", FetchCall::new("HEAD"), [('r', 200), ('r', 200), ('r', 200), ('r', 200), ('r', 200), own(200)]),
        ("GET with a header", FetchCall::new("GET").header("x-a", "1"), [p, p, p, p, p, own(200)]),
        ("POST of JSON", json(), [('R', 201), p, p, p, p, own(201)]),
        ("POST of JSON with credentials", json().include(), [('R', 201), p, p, p, p, own(201)]),
        ("POST of JSON with a header", json().header("x-a", "1"), [('R', 201), p, p, p, p, own(201)]),
        ("POST of JSON with another header", json().header("x-b", "1"), [p, p, p, p, p, own(201)]),
        ("POST of text", FetchCall::new("POST").text("x"), [('r', 415), b, b, b, b, own(415)]),
        (
            "POST of text with credentials",
            FetchCall::new("POST").text("x").include(),
            [('r', 415), b, b, b, b, own(415)],
        ),
        ("PUT", FetchCall::new("PUT"), [('R', 200), p, p, ('R', 200), p, own(200)]),
        ("PUT with a header", FetchCall::new("PUT").header("x-b", "1"), [('R', 200), p, p, ('R', 200), p, own(200)]),
        ("PUT with another's header", FetchCall::new("PUT").header("x-a", "1"), [p, p, p, p, p, own(200)]),
        ("PUT with credentials", FetchCall::new("PUT").include(), [p, p, p, p, p, own(200)]),
        ("DELETE", FetchCall::new("DELETE"), [p, ('R', 200), p, p, ('R', 200), own(200)]),
        (
            "DELETE with any header",
            FetchCall::new("DELETE").header("x-c", "1"),
            [p, ('R', 200), p, p, ('R', 200), own(200)],
        ),
        ("DELETE with authorization", FetchCall::new("DELETE").header("authorization", "x"), [p, p, p, p, p, own(200)]),
        ("PATCH", FetchCall::new("PATCH"), [p, p, ('R', 200), p, p, own(200)]),
        ("patch", FetchCall::new("patch"), [p, p, p, p, p, own(405)]),
        ("PURGE", FetchCall::new("PURGE"), [p, p, p, p, p, own(405)]),
        ("OPTIONS", FetchCall::new("OPTIONS"), [p, p, p, p, p, own(204)]),
    ]
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, call, outcomes) in rows() {
        for (page, (letter, status)) in PAGES.into_iter().zip(outcomes) {
            let call = call.clone().path("/app/widgets");
            let method = call.method;
            let mut step = call.expect_letter(letter, page, status, method);
            if status == 200 && matches!(method, "GET" | "HEAD") {
                step.expected += if page == API { " [x-secret x-total-count]" } else { " [x-total-count]" };
            }
            // In Chromium `*` covers `authorization` too.
            if name == "DELETE with authorization" && matches!(page, PORT | NULL) {
                step = step.but_in_chromium("OPTIONS api/app/widgets, DELETE api/app/widgets -> 200 cors");
            }
            cases.push(Case {
                name: format!("CorsRouter: {name}"),
                page,
                server: Server::default(),
                steps: vec![step],
            });
        }
    }
    cases
}
