//! Policies as they are declared, each on one page after the other.

use crate::case::{API, APP, Ask, Case, LOCAL, NULL, OTHER, PORT, Server};
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

/// What is fetched, and the letter and status of each of `PAGES`; the status of a letter that needs none is 0.
type Row = (&'static str, Ask, [(char, u16); 6]);

fn rows() -> Vec<Row> {
    let json = || Ask::new("POST").text("\"sprocket\"").header("content-type", "application/json");
    let b = ('b', 0);
    let p = ('p', 0);
    let own = |status| ('r', status);
    vec![
        ("GET", Ask::new("GET"), [('r', 200), ('r', 200), ('r', 200), ('r', 200), ('r', 200), own(200)]),
        ("GET with credentials", Ask::new("GET").include(), [b, b, b, b, b, own(200)]),
        ("HEAD", Ask::new("HEAD"), [('r', 200), ('r', 200), ('r', 200), ('r', 200), ('r', 200), own(200)]),
        ("GET with a header", Ask::new("GET").header("x-a", "1"), [p, p, p, p, p, own(200)]),
        ("POST of JSON", json(), [('R', 201), p, p, p, p, own(201)]),
        ("POST of JSON with credentials", json().include(), [('R', 201), p, p, p, p, own(201)]),
        ("POST of JSON with a header", json().header("x-a", "1"), [('R', 201), p, p, p, p, own(201)]),
        ("POST of JSON with another header", json().header("x-b", "1"), [p, p, p, p, p, own(201)]),
        ("POST of text", Ask::new("POST").text("x"), [('r', 415), b, b, b, b, own(415)]),
        ("POST of text with credentials", Ask::new("POST").text("x").include(), [('r', 415), b, b, b, b, own(415)]),
        ("PUT", Ask::new("PUT"), [('R', 200), p, p, ('R', 200), p, own(200)]),
        ("PUT with a header", Ask::new("PUT").header("x-b", "1"), [('R', 200), p, p, ('R', 200), p, own(200)]),
        ("PUT with another's header", Ask::new("PUT").header("x-a", "1"), [p, p, p, p, p, own(200)]),
        ("PUT with credentials", Ask::new("PUT").include(), [p, p, p, p, p, own(200)]),
        ("DELETE", Ask::new("DELETE"), [p, ('R', 200), p, p, ('R', 200), own(200)]),
        ("DELETE with any header", Ask::new("DELETE").header("x-c", "1"), [p, ('R', 200), p, p, ('R', 200), own(200)]),
        ("DELETE with authorization", Ask::new("DELETE").header("authorization", "x"), [p, p, p, p, p, own(200)]),
        ("PATCH", Ask::new("PATCH"), [p, p, ('R', 200), p, p, own(200)]),
        ("patch", Ask::new("patch"), [p, p, p, p, p, own(405)]),
        ("PURGE", Ask::new("PURGE"), [p, p, p, p, p, own(405)]),
        ("OPTIONS", Ask::new("OPTIONS"), [p, p, p, p, p, own(204)]),
    ]
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, ask, outcomes) in rows() {
        for (page, (letter, status)) in PAGES.into_iter().zip(outcomes) {
            let ask = ask.clone().path("/app/widgets");
            let method = ask.method;
            let mut step = ask.expect_letter(letter, page, status, method);
            if status == 200 && matches!(method, "GET" | "HEAD") {
                step.expected += if page == API { " [x-secret x-total-count]" } else { " [x-total-count]" };
            }
            // In Chromium `*` stands for `authorization` too.
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
