//! Which headers need a preflight, by their values (Fetch, §2.2.2, "CORS-safelisted request-header").

use crate::case::{Case, FetchCall, OTHER, Server};

fn rows() -> Vec<(&'static str, String, char)> {
    let long = |length| "a".repeat(length);
    let rows = [
        ("accept", "*/*", 'r'),
        ("accept", "text/html;q=0.5, application/json", 'r'),
        ("accept", "a\tb", 'r'),
        ("accept", "", 'r'),
        ("accept", "a:b", 'R'),
        ("accept", "a\"b", 'R'),
        ("accept", "(a)", 'R'),
        ("accept", "a<b", 'R'),
        ("accept", "a@b", 'R'),
        ("accept", "a?b", 'R'),
        ("accept", "[a]", 'R'),
        ("accept", "{a}", 'R'),
        ("accept", "a\\b", 'R'),
        ("accept-language", "de-CH, en;q=0.5, *", 'r'),
        ("accept-language", "en_US", 'R'),
        ("accept-language", "en/US", 'R'),
        ("accept-language", "en:US", 'R'),
        ("content-language", "en", 'r'),
        ("content-language", "en.US", 'r'),
        ("content-language", "en@US", 'R'),
        ("content-type", "text/plain", 'r'),
        ("content-type", "TEXT/Plain; charset=utf-8", 'r'),
        ("content-type", "application/x-www-form-urlencoded", 'r'),
        ("content-type", "multipart/form-data; boundary=x", 'r'),
        ("content-type", "application/json", 'R'),
        ("content-type", "text/html", 'R'),
        ("content-type", "text/plain2", 'R'),
        ("content-type", "text", 'R'),
        ("content-type", "text/plain; a=\"b\"", 'R'),
        ("content-type", "text/plain, application/json", 'R'),
        ("content-type", "application/json, text/plain", 'R'),
        ("content-type", "application/csp-report", 'R'),
        ("range", "bytes=0-", 'r'),
        ("range", "bytes=0-99", 'r'),
        ("range", "bytes=99-99", 'r'),
        ("range", "bytes=99-0", 'R'),
        ("range", "bytes=-99", 'R'),
        ("range", "bytes=0-1,3-4", 'R'),
        ("range", "bytes=-", 'R'),
        ("range", "items=0-", 'R'),
        ("range", "bytes = 0-", 'R'),
        ("x-requested-with", "XMLHttpRequest", 'R'),
        ("x-a", "", 'R'),
        ("authorization", "Basic eDp5", 'R'),
        ("cache-control", "no-cache", 'R'),
        ("pragma", "no-cache", 'R'),
        ("if-none-match", "\"1\"", 'R'),
        ("last-event-id", "1", 'R'),
        ("origin-trial", "x", 'R'),
        ("forwarded", "for=1", 'R'),
        // Forbidden headers are dropped, and need no preflight.
        ("cookie", "a=b", 'r'),
        ("host", "evil.test", 'r'),
        ("origin", "http://evil.test", 'r'),
        ("proxy-authorization", "x", 'r'),
        ("sec-fetch-site", "none", 'r'),
        ("access-control-request-method", "PUT", 'r'),
        ("x-http-method-override", "TRACE", 'r'),
        ("x-method-override", "get, track", 'r'),
        ("x-http-method-override", "DELETE", 'R'),
    ];
    let mut rows: Vec<_> = rows.into_iter().map(|(name, value, letter)| (name, value.to_owned(), letter)).collect();
    rows.push(("accept", long(128), 'r'));
    rows.push(("accept", long(129), 'R'));
    rows.push(("accept-language", long(128), 'r'));
    rows.push(("accept-language", long(129), 'R'));
    rows.push(("content-type", format!("text/plain;{}", long(117)), 'r'));
    rows.push(("content-type", format!("text/plain;{}", long(118)), 'R'));
    rows
}

pub(crate) fn cases() -> Vec<Case> {
    let by_value = rows().into_iter().map(|(name, value, letter)| {
        let call = FetchCall::new("POST").header(name, &*value).bytes("x");
        case(format!("{name}: {value}"), name, call, letter)
    });
    let by_body = [
        ("a text", FetchCall::new("POST").text("{}"), 'r'),
        ("bytes", FetchCall::new("POST").bytes("{}"), 'r'),
        ("no body", FetchCall::new("POST"), 'r'),
        ("an empty text", FetchCall::new("POST").text(""), 'r'),
        ("JSON", FetchCall::new("POST").text("{}").header("content-type", "application/json"), 'R'),
        (
            "several headers, all safelisted",
            {
                let call = FetchCall::new("POST").header("accept", "a/b").header("accept-language", "de");
                call.header("content-language", "de").text("x")
            },
            'r',
        ),
    ];
    let by_body = by_body.into_iter().map(|(name, call, letter)| case(name.to_owned(), "content-type", call, letter));
    by_value.chain(by_body).chain(departures()).collect()
}

/// Where Chromium departs from the standard.
fn departures() -> Vec<Case> {
    let (preflighted, cached) = ("OPTIONS api/, POST api/ -> 200 cors", "POST api/ -> 200 cors");
    // Client hints.
    let hints = [
        ("device-memory", "1"),
        ("downlink", "1"),
        ("dpr", "1"),
        ("ect", "4g"),
        ("rtt", "1"),
        ("save-data", "on"),
        ("viewport-width", "1"),
        ("width", "1"),
    ];
    let mut cases: Vec<_> =
        hints.map(|(name, value)| case(name.to_owned(), name, FetchCall::new("POST").header(name, value), 'R')).into();
    for case in &mut cases {
        case.steps[0].in_chromium = Some(cached.to_owned());
    }
    // By the standard, the length of each value of a header counts separately.
    let long = "a".repeat(100);
    let twice = FetchCall::new("POST").header("accept", &*long).header("accept", &*long);
    let mut twice = case("accept twice".to_owned(), "accept", twice, 'r');
    twice.steps[0].in_chromium = Some(preflighted.to_owned());
    cases.push(twice);
    // Chromium streams over HTTP/2 only, but sends the preflight.
    let mut stream = case("a stream".to_owned(), "x-a", FetchCall::new("POST").stream("x"), 'R');
    stream.steps[0].in_chromium = Some("OPTIONS api/ -> blocked".to_owned());
    cases.push(stream);
    cases
}

fn case(name: String, allowed: &str, call: FetchCall, letter: char) -> Case {
    let server = Server::new(format!("204 | allow-origin: * | allow-headers: {allowed}"), "200 | allow-origin: *");
    let steps = vec![call.expect_letter(letter, OTHER, 200, "POST")];
    Case { name: format!("safelist: {name}"), page: OTHER, server, steps }
}
