//! Which requests need no preflight after an allowed one (Fetch, §4.9, "CORS-preflight cache").

use super::headers::by_chromium;
use crate::case::{API_PORT, APP, Case, FetchCall, NULL, OTHER, Server, Step, short};

const READABLE: &str = "200 | allow-origin: {page} | allow-credentials: true";
const SECOND: &str = "OPTIONS api/, ";

/// A server that allows these, with and without credentials.
fn allows(what: &str) -> Server {
    Server::new(format!("204 | allow-origin: {{page}} | allow-credentials: true | {what}"), READABLE)
}

fn preflighted(method: &str) -> String {
    format!("{SECOND}{method} api/ -> 200 cors")
}

fn cached(method: &str) -> String {
    format!("{method} api/ -> 200 cors")
}

fn denied() -> String {
    "OPTIONS api/ -> blocked".to_owned()
}

fn with_a(method: &'static str) -> FetchCall {
    FetchCall::new(method).header("x-a", "1")
}

fn case(name: impl Into<String>, server: Server, steps: Vec<Step>) -> Vec<Case> {
    let name = format!("sequences: {}", name.into());
    let on = |page, steps| Case { name: name.clone(), page, server: server.clone(), steps };
    let in_a_frame = steps.iter().cloned().map(forgotten).collect();
    let mut cases = vec![on(APP, steps.clone()), on(OTHER, steps), on(NULL, in_a_frame)];
    cases.iter_mut().for_each(by_chromium);
    cases
}

/// Chromium does not cache preflights of opaque origins.
fn forgotten(step: Step) -> Step {
    let in_chromium = step.in_chromium.as_ref().unwrap_or(&step.expected);
    if in_chromium.starts_with("OPTIONS") || !step.call.needs_preflight() {
        return step;
    }
    let not_cached = format!("OPTIONS {}{}, {in_chromium}", short(step.call.at), step.call.path);
    Step { in_chromium: Some(not_cached).filter(|not_cached| *not_cached != step.expected), ..step }
}

pub(crate) fn cases() -> Vec<Case> {
    [across_methods(), by_credentials(), by_wildcard(), by_url(), by_age(), of_failures(), departures()].concat()
}

/// Header names are cached for all methods of a URL, and methods for all header names.
fn across_methods() -> Vec<Case> {
    let mut cases = Vec::new();
    for first in ["PUT", "DELETE", "PATCH"] {
        for second in ["GET", "HEAD", "POST"] {
            let steps = vec![with_a(first).expect(preflighted(first)), with_a(second).expect(cached(second))];
            let server = allows(&format!("allow-methods: {first} | allow-headers: x-a | max-age: 600"));
            cases.extend(case(format!("{first} with a header lets {second} through"), server, steps));
        }
    }
    for (first, second) in [("GET", "PUT"), ("PUT", "DELETE")] {
        let steps = vec![with_a(first).expect(preflighted(first)), with_a(second).expect(denied())];
        let server = allows("allow-methods: PUT | allow-headers: x-a | max-age: 600");
        let server = if first == "GET" { allows("allow-headers: x-a | max-age: 600") } else { server };
        cases.extend(case(format!("{first} with a header does not let {second} through"), server, steps));
    }
    let server = || allows("allow-methods: PUT, DELETE | allow-headers: x-a, x-b | max-age: 600");
    cases.extend(case(
        "listed methods and headers are cached, requested or not",
        server(),
        vec![
            FetchCall::new("PUT").expect(preflighted("PUT")),
            FetchCall::new("DELETE").expect(cached("DELETE")),
            with_a("DELETE").header("x-b", "2").expect(cached("DELETE")),
            FetchCall::new("GET").header("X-B", "2").expect(cached("GET")),
            FetchCall::new("PATCH").expect(denied()),
        ],
    ));
    cases.extend(case(
        "methods are case-sensitive",
        allows("allow-methods: PATCH | max-age: 600"),
        vec![FetchCall::new("PATCH").expect(preflighted("PATCH")), FetchCall::new("patch").expect(denied())],
    ));
    cases.extend(case(
        "a request without a preflight adds no entries",
        server(),
        vec![FetchCall::new("POST").text("x").expect(cached("POST")), FetchCall::new("PUT").expect(preflighted("PUT"))],
    ));
    cases.extend(case(
        "another header needs a preflight",
        allows("allow-headers: x-a | max-age: 600"),
        vec![with_a("GET").expect(preflighted("GET")), with_a("GET").header("x-b", "2").expect(denied())],
    ));
    cases.extend(case(
        "JSON after PUT",
        allows("allow-methods: PUT | allow-headers: content-type | max-age: 600"),
        vec![
            FetchCall::new("PUT").text("{}").header("content-type", "application/json").expect(preflighted("PUT")),
            FetchCall::new("POST").text("{}").header("content-type", "application/json").expect(cached("POST")),
            FetchCall::new("POST").bytes("x").header("content-type", "text/html").expect(cached("POST")),
        ],
    ));
    cases
}

fn by_credentials() -> Vec<Case> {
    let server = || allows("allow-methods: PUT | allow-headers: x-a | max-age: 600");
    [
        case(
            "cached without credentials, requested with",
            server(),
            vec![
                FetchCall::new("PUT").expect(preflighted("PUT")),
                FetchCall::new("PUT").include().expect(preflighted("PUT")),
                FetchCall::new("PUT").include().expect(cached("PUT")),
                FetchCall::new("PUT").expect(cached("PUT")),
            ],
        ),
        case(
            "cached with credentials, requested without",
            server(),
            vec![
                FetchCall::new("PUT").include().expect(preflighted("PUT")),
                FetchCall::new("PUT").expect(cached("PUT")),
                FetchCall::new("PUT").omit().expect(cached("PUT")),
                with_a("GET").expect(cached("GET")),
            ],
        ),
        case(
            "omitted and same-origin are one",
            server(),
            vec![FetchCall::new("PUT").omit().expect(preflighted("PUT")), FetchCall::new("PUT").expect(cached("PUT"))],
        ),
    ]
    .concat()
}

fn by_wildcard() -> Vec<Case> {
    let server = || allows("allow-methods: * | allow-headers: * | max-age: 600");
    [
        case(
            "`*` for every method and name",
            server(),
            vec![
                FetchCall::new("PUT").expect(preflighted("PUT")),
                FetchCall::new("PURGE").header("x-a", "1").expect(cached("PURGE")),
                FetchCall::new("GET").header("authorization", "Bearer 1").expect(denied()),
            ],
        ),
        case(
            "`*` cached with credentials is a name",
            allows("allow-methods: * | allow-headers: *, x-a | max-age: 600"),
            vec![
                with_a("POST").include().expect(preflighted("POST")),
                with_a("GET").include().expect(cached("GET")),
                FetchCall::new("PUT").include().expect(denied()),
            ],
        ),
        case(
            "`*` cached with credentials is a name without them too",
            allows("allow-methods: * | allow-headers: *, x-a | max-age: 600"),
            vec![
                with_a("POST").include().expect(preflighted("POST")),
                FetchCall::new("GET").header("x-b", "1").expect(preflighted("GET")),
                FetchCall::new("PUT").expect(cached("PUT")),
            ],
        ),
    ]
    .concat()
}

fn by_url() -> Vec<Case> {
    let allow_headers = "204 | allow-origin: {page} | allow-methods: PUT | max-age: 600";
    let server = || Server::new(allow_headers, READABLE).path("/other", allow_headers, READABLE);
    let other = "OPTIONS api/other, PUT api/other -> 200 cors";
    let port = "OPTIONS api:8080/, PUT api:8080/ -> 200 cors";
    [
        case(
            "another path",
            server(),
            vec![
                FetchCall::new("PUT").expect(preflighted("PUT")),
                FetchCall::new("PUT").path("/other").expect(other),
                FetchCall::new("PUT").expect(cached("PUT")),
            ],
        ),
        case(
            "another port",
            server(),
            vec![FetchCall::new("PUT").expect(preflighted("PUT")), FetchCall::new("PUT").at(API_PORT).expect(port)],
        ),
    ]
    .concat()
}

fn by_age() -> Vec<Case> {
    let age = |age: &str| allows(&format!("allow-methods: PUT{age}"));
    let put = || FetchCall::new("PUT");
    [
        case(
            "no age is five seconds",
            age(""),
            vec![
                put().expect(preflighted("PUT")),
                put().after(3_000).expect(cached("PUT")),
                put().after(2_500).expect(preflighted("PUT")),
            ],
        ),
        case(
            "an age of one second",
            age(" | max-age: 1"),
            vec![put().expect(preflighted("PUT")), put().after(1_500).expect(preflighted("PUT"))],
        ),
        case(
            "an age of zero",
            age(" | max-age: 0"),
            vec![put().expect(preflighted("PUT")), put().expect(preflighted("PUT"))],
        ),
        case(
            "an age that is not a number",
            age(" | max-age: soon"),
            vec![put().expect(preflighted("PUT")), put().expect(cached("PUT"))],
        ),
        case(
            "an age of a week",
            age(" | max-age: 604800"),
            vec![put().expect(preflighted("PUT")), put().after(5_500).expect(cached("PUT"))],
        ),
    ]
    .concat()
}

fn of_failures() -> Vec<Case> {
    let no_method = "204 | allow-origin: {page} | allow-methods: DELETE | max-age: 600";
    [
        case(
            "a denied preflight is not cached",
            Server::new("403", READABLE),
            vec![FetchCall::new("PUT").expect(denied()), FetchCall::new("PUT").expect(denied())],
        ),
        case(
            "the lists of a denied preflight are not cached",
            Server::new(no_method, READABLE),
            vec![FetchCall::new("PUT").expect(denied()), FetchCall::new("DELETE").expect(preflighted("DELETE"))],
        ),
        case(
            "a redirect that is not followed keeps the entry",
            Server::new(
                "204 | allow-origin: * | allow-methods: PUT",
                "302 | allow-origin: * | location: {base}/elsewhere",
            ),
            vec![
                FetchCall::new("PUT").redirect("manual").expect("OPTIONS api/, PUT api/ -> opaqueredirect"),
                FetchCall::new("PUT").redirect("manual").expect("PUT api/ -> opaqueredirect"),
            ],
        ),
        case(
            "a readable error keeps the entry",
            Server::new("204 | allow-origin: * | allow-methods: PUT", "500 | allow-origin: *"),
            vec![
                FetchCall::new("PUT").expect("OPTIONS api/, PUT api/ -> 500 cors"),
                FetchCall::new("PUT").expect("PUT api/ -> 500 cors"),
            ],
        ),
    ]
    .concat()
}

/// Where Chromium departs from the standard.
fn departures() -> Vec<Case> {
    let whatever = || allows("allow-methods: {method} | allow-headers: {names} | max-age: 600");
    let unreadable = Server::new("204 | allow-origin: * | allow-methods: PUT | max-age: 600", "200");
    let with_b = |method| FetchCall::new(method).header("x-b", "1");
    let both = || with_a("PUT").header("x-b", "1");
    [
        case(
            "entries add up; Chromium keeps the last",
            whatever(),
            vec![
                with_a("PUT").expect(preflighted("PUT")),
                with_b("DELETE").expect(preflighted("DELETE")),
                with_a("PUT").expect(cached("PUT")).but_in_chromium(preflighted("PUT")),
                both().expect(cached("PUT")).but_in_chromium(preflighted("PUT")),
            ],
        ),
        case(
            "a failure clears the entry, but not in Chromium",
            unreadable,
            vec![
                FetchCall::new("PUT").expect("OPTIONS api/, PUT api/ -> blocked"),
                FetchCall::new("PUT")
                    .expect("OPTIONS api/, PUT api/ -> blocked")
                    .but_in_chromium("PUT api/ -> blocked"),
            ],
        ),
        case(
            "an age below zero",
            allows("allow-methods: PUT | max-age: -1"),
            vec![
                FetchCall::new("PUT").expect(preflighted("PUT")),
                FetchCall::new("PUT").expect(cached("PUT")).but_in_chromium(preflighted("PUT")),
            ],
        ),
    ]
    .concat()
}
