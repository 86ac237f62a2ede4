//! What one granted preflight spares the next request (Fetch, §4.9, "CORS-preflight cache").

use super::headers::by_chromium;
use crate::case::{API_PORT, APP, Ask, Case, NULL, OTHER, Server, Step, short};

const READABLE: &str = "200 | allow-origin: {page} | allow-credentials: true";
const SECOND: &str = "OPTIONS api/, ";

/// Grants these, to requests with and without credentials.
fn grants(what: &str) -> Server {
    Server::new(format!("204 | allow-origin: {{page}} | allow-credentials: true | {what}"), READABLE)
}

fn asked(method: &str) -> String {
    format!("{SECOND}{method} api/ -> 200 cors")
}

fn spared(method: &str) -> String {
    format!("{method} api/ -> 200 cors")
}

fn refused() -> String {
    "OPTIONS api/ -> blocked".to_owned()
}

fn with_a(method: &'static str) -> Ask {
    Ask::new(method).header("x-a", "1")
}

fn case(name: impl Into<String>, server: Server, steps: Vec<Step>) -> Vec<Case> {
    let name = format!("sequences: {}", name.into());
    let on = |page, steps| Case { name: name.clone(), page, server: server.clone(), steps };
    let in_a_frame = steps.iter().cloned().map(forgotten).collect();
    let mut cases = vec![on(APP, steps.clone()), on(OTHER, steps), on(NULL, in_a_frame)];
    cases.iter_mut().for_each(by_chromium);
    cases
}

/// Chromium keeps no grants of opaque origins.
fn forgotten(step: Step) -> Step {
    let in_chromium = step.in_chromium.as_ref().unwrap_or(&step.expected);
    if in_chromium.starts_with("OPTIONS") || !step.ask.needs_grant() {
        return step;
    }
    let asks_again = format!("OPTIONS {}{}, {in_chromium}", short(step.ask.at), step.ask.path);
    Step { in_chromium: Some(asks_again).filter(|asks_again| *asks_again != step.expected), ..step }
}

pub(crate) fn cases() -> Vec<Case> {
    [across_methods(), by_credentials(), by_wildcard(), by_url(), by_age(), of_failures(), departures()].concat()
}

/// Header names are granted for all methods of a URL, methods for all headers that are.
fn across_methods() -> Vec<Case> {
    let mut cases = Vec::new();
    for first in ["PUT", "DELETE", "PATCH"] {
        for second in ["GET", "HEAD", "POST"] {
            let steps = vec![with_a(first).expect(asked(first)), with_a(second).expect(spared(second))];
            let server = grants(&format!("allow-methods: {first} | allow-headers: x-a | max-age: 600"));
            cases.extend(case(format!("{first} with a header lets {second} through"), server, steps));
        }
    }
    for (first, second) in [("GET", "PUT"), ("PUT", "DELETE")] {
        let steps = vec![with_a(first).expect(asked(first)), with_a(second).expect(refused())];
        let server = grants("allow-methods: PUT | allow-headers: x-a | max-age: 600");
        let server = if first == "GET" { grants("allow-headers: x-a | max-age: 600") } else { server };
        cases.extend(case(format!("{first} with a header does not let {second} through"), server, steps));
    }
    let server = || grants("allow-methods: PUT, DELETE | allow-headers: x-a, x-b | max-age: 600");
    cases.extend(case(
        "what was listed is granted, asked or not",
        server(),
        vec![
            Ask::new("PUT").expect(asked("PUT")),
            Ask::new("DELETE").expect(spared("DELETE")),
            with_a("DELETE").header("x-b", "2").expect(spared("DELETE")),
            Ask::new("GET").header("X-B", "2").expect(spared("GET")),
            Ask::new("PATCH").expect(refused()),
        ],
    ));
    cases.extend(case(
        "methods are case-sensitive",
        grants("allow-methods: PATCH | max-age: 600"),
        vec![Ask::new("PATCH").expect(asked("PATCH")), Ask::new("patch").expect(refused())],
    ));
    cases.extend(case(
        "a safelisted request grants nothing",
        server(),
        vec![Ask::new("POST").text("x").expect(spared("POST")), Ask::new("PUT").expect(asked("PUT"))],
    ));
    cases.extend(case(
        "another header is asked for",
        grants("allow-headers: x-a | max-age: 600"),
        vec![with_a("GET").expect(asked("GET")), with_a("GET").header("x-b", "2").expect(refused())],
    ));
    cases.extend(case(
        "JSON after PUT",
        grants("allow-methods: PUT | allow-headers: content-type | max-age: 600"),
        vec![
            Ask::new("PUT").text("{}").header("content-type", "application/json").expect(asked("PUT")),
            Ask::new("POST").text("{}").header("content-type", "application/json").expect(spared("POST")),
            Ask::new("POST").bytes("x").header("content-type", "text/html").expect(spared("POST")),
        ],
    ));
    cases
}

fn by_credentials() -> Vec<Case> {
    let server = || grants("allow-methods: PUT | allow-headers: x-a | max-age: 600");
    [
        case(
            "granted without credentials, asked with",
            server(),
            vec![
                Ask::new("PUT").expect(asked("PUT")),
                Ask::new("PUT").include().expect(asked("PUT")),
                Ask::new("PUT").include().expect(spared("PUT")),
                Ask::new("PUT").expect(spared("PUT")),
            ],
        ),
        case(
            "granted with credentials, asked without",
            server(),
            vec![
                Ask::new("PUT").include().expect(asked("PUT")),
                Ask::new("PUT").expect(spared("PUT")),
                Ask::new("PUT").omit().expect(spared("PUT")),
                with_a("GET").expect(spared("GET")),
            ],
        ),
        case(
            "omitted and same-origin are one",
            server(),
            vec![Ask::new("PUT").omit().expect(asked("PUT")), Ask::new("PUT").expect(spared("PUT"))],
        ),
    ]
    .concat()
}

fn by_wildcard() -> Vec<Case> {
    let server = || grants("allow-methods: * | allow-headers: * | max-age: 600");
    [
        case(
            "`*` for every method and name",
            server(),
            vec![
                Ask::new("PUT").expect(asked("PUT")),
                Ask::new("PURGE").header("x-a", "1").expect(spared("PURGE")),
                Ask::new("GET").header("authorization", "Bearer 1").expect(refused()),
            ],
        ),
        case(
            "`*` granted to a request with credentials is a name",
            grants("allow-methods: * | allow-headers: *, x-a | max-age: 600"),
            vec![
                with_a("POST").include().expect(asked("POST")),
                with_a("GET").include().expect(spared("GET")),
                Ask::new("PUT").include().expect(refused()),
            ],
        ),
        case(
            "`*` granted to a request with credentials is a name without them too",
            grants("allow-methods: * | allow-headers: *, x-a | max-age: 600"),
            vec![
                with_a("POST").include().expect(asked("POST")),
                Ask::new("GET").header("x-b", "1").expect(asked("GET")),
                Ask::new("PUT").expect(spared("PUT")),
            ],
        ),
    ]
    .concat()
}

fn by_url() -> Vec<Case> {
    let grant = "204 | allow-origin: {page} | allow-methods: PUT | max-age: 600";
    let server = || Server::new(grant, READABLE).path("/other", grant, READABLE);
    let other = "OPTIONS api/other, PUT api/other -> 200 cors";
    let port = "OPTIONS api:8080/, PUT api:8080/ -> 200 cors";
    [
        case(
            "another path",
            server(),
            vec![
                Ask::new("PUT").expect(asked("PUT")),
                Ask::new("PUT").path("/other").expect(other),
                Ask::new("PUT").expect(spared("PUT")),
            ],
        ),
        case(
            "another port",
            server(),
            vec![Ask::new("PUT").expect(asked("PUT")), Ask::new("PUT").at(API_PORT).expect(port)],
        ),
    ]
    .concat()
}

fn by_age() -> Vec<Case> {
    let age = |age: &str| grants(&format!("allow-methods: PUT{age}"));
    let put = || Ask::new("PUT");
    [
        case(
            "no age is five seconds",
            age(""),
            vec![
                put().expect(asked("PUT")),
                put().after(3_000).expect(spared("PUT")),
                put().after(2_500).expect(asked("PUT")),
            ],
        ),
        case(
            "an age of one second",
            age(" | max-age: 1"),
            vec![put().expect(asked("PUT")), put().after(1_500).expect(asked("PUT"))],
        ),
        case("an age of zero", age(" | max-age: 0"), vec![put().expect(asked("PUT")), put().expect(asked("PUT"))]),
        case(
            "an age that is no number",
            age(" | max-age: soon"),
            vec![put().expect(asked("PUT")), put().expect(spared("PUT"))],
        ),
        case(
            "an age of a week",
            age(" | max-age: 604800"),
            vec![put().expect(asked("PUT")), put().after(5_500).expect(spared("PUT"))],
        ),
    ]
    .concat()
}

fn of_failures() -> Vec<Case> {
    let no_method = "204 | allow-origin: {page} | allow-methods: DELETE | max-age: 600";
    [
        case(
            "a refusal is not kept",
            Server::new("403", READABLE),
            vec![Ask::new("PUT").expect(refused()), Ask::new("PUT").expect(refused())],
        ),
        case(
            "what a refusal lists is not kept",
            Server::new(no_method, READABLE),
            vec![Ask::new("PUT").expect(refused()), Ask::new("DELETE").expect(asked("DELETE"))],
        ),
        case(
            "a redirect that is not followed keeps the grant",
            Server::new(
                "204 | allow-origin: * | allow-methods: PUT",
                "302 | allow-origin: * | location: {base}/elsewhere",
            ),
            vec![
                Ask::new("PUT").redirect("manual").expect("OPTIONS api/, PUT api/ -> opaqueredirect"),
                Ask::new("PUT").redirect("manual").expect("PUT api/ -> opaqueredirect"),
            ],
        ),
        case(
            "a readable error keeps the grant",
            Server::new("204 | allow-origin: * | allow-methods: PUT", "500 | allow-origin: *"),
            vec![
                Ask::new("PUT").expect("OPTIONS api/, PUT api/ -> 500 cors"),
                Ask::new("PUT").expect("PUT api/ -> 500 cors"),
            ],
        ),
    ]
    .concat()
}

/// Where Chromium departs from the standard.
fn departures() -> Vec<Case> {
    let whatever = || grants("allow-methods: {method} | allow-headers: {names} | max-age: 600");
    let unreadable = Server::new("204 | allow-origin: * | allow-methods: PUT | max-age: 600", "200");
    let with_b = |method| Ask::new(method).header("x-b", "1");
    let both = || with_a("PUT").header("x-b", "1");
    [
        case(
            "grants add up; Chromium keeps the last",
            whatever(),
            vec![
                with_a("PUT").expect(asked("PUT")),
                with_b("DELETE").expect(asked("DELETE")),
                with_a("PUT").expect(spared("PUT")).but_in_chromium(asked("PUT")),
                both().expect(spared("PUT")).but_in_chromium(asked("PUT")),
            ],
        ),
        case(
            "a failure clears the grant, and not in Chromium",
            unreadable,
            vec![
                Ask::new("PUT").expect("OPTIONS api/, PUT api/ -> blocked"),
                Ask::new("PUT").expect("OPTIONS api/, PUT api/ -> blocked").but_in_chromium("PUT api/ -> blocked"),
            ],
        ),
        case(
            "an age below zero",
            grants("allow-methods: PUT | max-age: -1"),
            vec![
                Ask::new("PUT").expect(asked("PUT")),
                Ask::new("PUT").expect(spared("PUT")).but_in_chromium(asked("PUT")),
            ],
        ),
    ]
    .concat()
}
