//! Redirects (Fetch, §4.5). Those of preflights are in `statuses`.

use crate::case::{API, APP, CDN, Case, FetchCall, LOCAL, LOCAL_API, LOCAL_SHOP, NULL, OTHER, Server, Step};

const OPEN: &str = "allow-origin: {origin} | allow-credentials: true | allow-methods: PUT \
                    | allow-headers: x-a, authorization, content-type";

const HERE: &str = "{base}/end";
const TO_API: &str = "http://api.example.test{base}/end";
const TO_PORT: &str = "http://api.example.test:8080{base}/end";
const TO_CDN: &str = "http://cdn.example.test{base}/end";
const TO_APP: &str = "http://app.example.test{base}/end";
const TO_LOCAL: &str = "http://app.localhost{base}/end";
const TO_LOCAL_API: &str = "http://api.localhost{base}/end";

pub(crate) fn cases() -> Vec<Case> {
    [by_status(), by_origin(), on_the_way(), by_mode(), with_preflights(), by_check(), by_location()].concat()
}

/// Serves `/end`, and redirects `/` with this status and location.
fn server(status: u16, location: &str) -> Server {
    Server::new(format!("204 | {OPEN}"), format!("{status} | {OPEN} | location: {location}")).path(
        "/end",
        format!("204 | {OPEN}"),
        format!("200 | {OPEN}"),
    )
}

/// The page reads the response after these requests.
fn reads(call: FetchCall, sent: &str) -> Step {
    call.expect(format!("{sent} -> 200 cors redirected"))
}

fn case(name: impl Into<String>, page: &'static str, server: Server, step: Step) -> Case {
    Case { name: format!("redirects: {}", name.into()), page, server, steps: vec![step] }
}

/// Which methods become GET.
fn by_status() -> Vec<Case> {
    let mut cases = Vec::new();
    for status in [301, 302, 303, 307, 308] {
        for method in ["GET", "HEAD", "POST", "PUT"] {
            let becomes_get = matches!((status, method), (301 | 302, "POST") | (303, "POST" | "PUT"));
            let then = if becomes_get { "GET" } else { method };
            let (first, second) = match method {
                "PUT" => ("OPTIONS api/, ", if becomes_get { "" } else { "OPTIONS api/end, " }),
                _ => ("", ""),
            };
            let call = FetchCall::new(method);
            let call = if matches!(method, "POST" | "PUT") { call.text("x") } else { call };
            let step = reads(call, &format!("{first}{method} api/, {second}{then} api/end"));
            cases.push(case(format!("{status} of {method}"), APP, server(status, HERE), step));
        }
    }
    cases
}

/// The origin that the last server receives: `null` after a redirect from one cross-origin URL to another origin.
fn by_origin() -> Vec<Case> {
    let rows = [
        ("to another host", APP, API, TO_CDN, "GET api/, GET cdn/end from null"),
        ("to another host", OTHER, API, TO_CDN, "GET api/, GET cdn/end from null"),
        ("to another host", LOCAL, API, TO_CDN, "GET api/, GET cdn/end from null"),
        ("to another host", NULL, API, TO_CDN, "GET api/, GET cdn/end"),
        ("to another port", APP, API, TO_PORT, "GET api/, GET api:8080/end from null"),
        ("back to the page's origin", APP, API, TO_APP, "GET api/, GET app/end from null"),
        ("from the page's origin", APP, APP, TO_API, "GET app/ without origin, GET api/end"),
        ("to a trusted host", LOCAL, API, TO_LOCAL_API, "GET api/, GET api.localhost/end from null"),
        ("from a trusted host", LOCAL, LOCAL_API, TO_API, "GET api.localhost/, GET api/end from null"),
        ("back from a trusted host", LOCAL, LOCAL_API, TO_LOCAL, "GET api.localhost/, GET app.localhost/end from null"),
        ("to its site's own", LOCAL, LOCAL_SHOP, TO_LOCAL, "GET shop.app.localhost/, GET app.localhost/end from null"),
        (
            "out of its site",
            LOCAL,
            LOCAL_SHOP,
            TO_LOCAL_API,
            "GET shop.app.localhost/, GET api.localhost/end from null",
        ),
        ("within the API's origin", APP, API, TO_API, "GET api/, GET api/end"),
    ];
    let mut cases = Vec::new();
    for (name, page, at, location, sent) in rows {
        let call = FetchCall::new("GET").at(at);
        cases.push(case(name, page, server(302, location), reads(call.clone(), sent)));
        cases.push(case(format!("{name}, with credentials"), page, server(302, location), reads(call.include(), sent)));
    }
    cases
}

fn on_the_way() -> Vec<Case> {
    let own = FetchCall::new("GET")
        .at(APP)
        .expect("GET app/ without origin, GET app/end without origin -> 200 basic redirected");
    let through_two = Server::new("204", format!("302 | {OPEN} | location: http://api.example.test{{base}}/next"))
        .path("/next", "204", format!("302 | {OPEN} | location: {TO_CDN}"))
        .path("/end", "204", format!("200 | {OPEN}"));
    let step = reads(FetchCall::new("GET").at(APP), "GET app/ without origin, GET api/next, GET cdn/end from null");
    let forever = FetchCall::new("GET").expect(format!("{}GET api/ -> blocked", "GET api/, ".repeat(20)));
    let with_login = "http://user:secret@api.example.test{base}/end";
    let leaving = FetchCall::new("GET").at(APP).expect("GET app/ without origin -> blocked");
    vec![
        case("from the page's origin to a URL with credentials", APP, server(302, with_login), leaving),
        case("within the page's origin", APP, server(302, HERE), own),
        case("from the page's origin through two others", APP, through_two, step),
        case("without end", APP, server(302, "{base}/"), forever),
    ]
}

fn by_mode() -> Vec<Case> {
    let rows = [
        ("forbidden", FetchCall::new("GET").redirect("error"), HERE, "GET api/ -> blocked"),
        ("not followed", FetchCall::new("GET").redirect("manual"), HERE, "GET api/ -> opaqueredirect"),
        ("forbidden, of PUT", FetchCall::new("PUT").redirect("error"), HERE, "OPTIONS api/, PUT api/ -> blocked"),
        (
            "not followed, of PUT",
            FetchCall::new("PUT").redirect("manual"),
            HERE,
            "OPTIONS api/, PUT api/ -> opaqueredirect",
        ),
        ("leaving", FetchCall::new("GET").at(APP).mode("same-origin"), TO_API, "GET app/ without origin -> blocked"),
        (
            "GET without CORS",
            FetchCall::new("GET").mode("no-cors"),
            TO_CDN,
            "GET api/ without origin, GET cdn/end without origin -> opaque",
        ),
    ];
    let mut cases: Vec<_> = rows
        .into_iter()
        .map(|(name, call, location, expected)| case(name, APP, server(302, location), call.expect(expected)))
        .collect();
    let post = FetchCall::new("POST").mode("no-cors").text("x").expect("POST api/, POST cdn/end from null -> opaque");
    cases.push(case("POST without CORS", APP, server(307, TO_CDN), post));
    cases
}

/// A preflight for each URL.
fn with_preflights() -> Vec<Case> {
    let with_header = || FetchCall::new("GET").header("x-a", "1");
    let with_login = || FetchCall::new("GET").header("authorization", "Bearer 1");
    let json = || FetchCall::new("POST").text("{}").header("content-type", "application/json");
    let four = "OPTIONS api/, GET api/, OPTIONS api/end, GET api/end";
    let rows = [
        ("a header, within the API's origin", 302, HERE, with_header(), four),
        (
            "a header, to another host",
            302,
            TO_CDN,
            with_header(),
            "OPTIONS api/, GET api/, OPTIONS cdn/end from null, GET cdn/end from null",
        ),
        (
            "a header, from the page's origin",
            302,
            TO_API,
            with_header().at(APP),
            "GET app/ without origin, OPTIONS api/end, GET api/end",
        ),
        (
            "PUT, from the page's origin",
            307,
            TO_API,
            FetchCall::new("PUT").at(APP),
            "PUT app/, OPTIONS api/end, PUT api/end",
        ),
        ("authorization, within the API's origin", 302, HERE, with_login(), four),
        // The header is dropped, and then the request needs no preflight.
        ("authorization, to another host", 302, TO_CDN, with_login(), "OPTIONS api/, GET api/, GET cdn/end from null"),
        ("JSON that becomes GET", 303, HERE, json(), "OPTIONS api/, POST api/, GET api/end"),
        ("JSON that stays", 307, HERE, json(), "OPTIONS api/, POST api/, OPTIONS api/end, POST api/end"),
        (
            "PUT, to another host, with credentials",
            308,
            TO_CDN,
            FetchCall::new("PUT").include(),
            "OPTIONS api/, PUT api/, OPTIONS cdn/end from null, PUT cdn/end from null",
        ),
    ];
    let mut cases: Vec<_> = rows
        .into_iter()
        .map(|(name, status, location, call, sent)| case(name, APP, server(status, location), reads(call, sent)))
        .collect();
    let closed =
        Server::new(format!("204 | {OPEN}"), format!("302 | {OPEN} | location: {HERE}")).path("/end", "403", "200");
    let denied = with_header().expect("OPTIONS api/, GET api/, OPTIONS api/end -> blocked");
    cases.push(case("a header, to a URL that does not allow it", APP, closed, denied));
    cases
}

/// The headers of the redirect and of `/end`, and the response that fails the CORS check: `redirect`, `end`, or `read` for none.
const CHECKS: [(&str, &str, &str, &str); 8] = [
    ("", " | allow-origin: *", "same-origin", "redirect"),
    (" | allow-origin: *", "", "same-origin", "end"),
    (" | allow-origin: *", " | allow-origin: *", "same-origin", "read"),
    (" | allow-origin: {page}", " | allow-origin: {page}", "same-origin", "end"),
    (" | allow-origin: {page}", " | allow-origin: null", "same-origin", "read"),
    (" | allow-origin: *", " | allow-origin: *", "include", "redirect"),
    (" | allow-origin: {page} | allow-credentials: true", " | allow-origin: null", "include", "end"),
    (
        " | allow-origin: {page} | allow-credentials: true",
        " | allow-origin: null | allow-credentials: true",
        "include",
        "read",
    ),
];

/// The CORS check of each hop.
fn by_check() -> Vec<Case> {
    let mut cases = Vec::new();
    for (from, at, location, to) in [("api", API, TO_CDN, "cdn"), ("cdn", CDN, TO_API, "api")] {
        for (redirect, end, credentials, stops) in CHECKS {
            let server = Server::new("204", format!("302{redirect} | location: {location}")).path(
                "/end",
                "204",
                format!("200{end}"),
            );
            let call = FetchCall { credentials, ..FetchCall::new("GET").at(at) };
            let both = format!("GET {from}/, GET {to}/end from null");
            let step = match stops {
                "redirect" => call.expect(format!("GET {from}/ -> blocked")),
                "end" => call.expect(format!("{both} -> blocked")),
                _ => reads(call, &both),
            };
            cases.push(case(format!("{from} to {to}, {credentials}:{redirect} then{end}"), APP, server, step));
        }
    }
    cases
}

fn by_location() -> Vec<Case> {
    let followed = [
        "{base}/end",
        "end",
        "./end",
        "http:{base}/end",
        "//api.example.test{base}/end",
        "{base}/x/../end",
        "{base}/end#there",
        "HTTP://API.example.test:80{base}/end",
    ];
    let not_followed = [
        "data:text/plain,x",
        "ftp://api.example.test/",
        "http://",
        "http://user:secret@api.example.test{base}/end",
        "http://user@cdn.example.test{base}/end",
        "http://user@app.example.test{base}/end",
    ];
    let followed = followed.map(|location| (location, reads(FetchCall::new("GET"), "GET api/, GET api/end")));
    let not_followed = not_followed.map(|location| (location, FetchCall::new("GET").expect("GET api/ -> blocked")));
    let both = followed.into_iter().chain(not_followed);
    both.map(|(location, step)| case(format!("location: {location}"), APP, server(302, location), step)).collect()
}
