//! Which headers of an answer the page reads (Fetch, §2.2.6, "CORS filtered response").

use crate::case::{API, APP, Ask, Case, Server};

/// `Access-Control-Expose-Headers`, and what is read beside the safelisted headers, without and with credentials.
const ROWS: [(&str, &str, &str); 14] = [
    ("", "", ""),
    (" | expose-headers: x-a", "x-a", "x-a"),
    (" | expose-headers: X-A", "x-a", "x-a"),
    (" | expose-headers: x-a, x-b", "x-a x-b", "x-a x-b"),
    (" | expose-headers: x-a,,x-b,", "x-a x-b", "x-a x-b"),
    (" | expose-headers: x-a | expose-headers: x-b", "x-a x-b", "x-a x-b"),
    (" | expose-headers: x-c", "", ""),
    (" | expose-headers: x-*", "", ""),
    (" | expose-headers: set-cookie", "", ""),
    (" | expose-headers: set-cookie2, x-a", "x-a", "x-a"),
    (" | expose-headers: *", ALL, ""),
    (" | expose-headers: *, x-a", ALL, "x-a"),
    (" | expose-headers: vary", "vary", "vary"),
    (" | expose-headers: access-control-allow-origin", "access-control-allow-origin", "access-control-allow-origin"),
];

const ALL: &str =
    "access-control-allow-credentials access-control-allow-origin access-control-expose-headers vary x-a x-b";

pub(crate) fn cases() -> Vec<Case> {
    const ANSWER: &str = "200 | allow-origin: {page} | allow-credentials: true | x-a: 1 | x-a: 2 | x-b: 3 | vary: x \
                          | content-type: text/plain | content-language: en | set-cookie: a=b | set-cookie2: a=b";
    let asks = [("", Ask::new("GET")), (" with credentials", Ask::new("GET").include())];
    let mut cases = Vec::new();
    for (says, without, with) in ROWS {
        for ((column, ask), visible) in asks.clone().into_iter().zip([without, with]) {
            let visible = if visible.is_empty() { String::new() } else { format!(" [{visible}]") };
            let step = ask.expect(format!("GET api/ -> 200 cors{visible}"));
            cases.push(Case {
                name: format!("expose: {says}{column}"),
                page: APP,
                server: Server::new("204", format!("{ANSWER}{says}")),
                steps: vec![step],
            });
        }
    }
    let own = "GET api/ without origin -> 200 basic [x-a x-b]";
    cases.push(Case {
        name: "expose: of the page's own origin".to_owned(),
        page: API,
        server: Server::new("204", ANSWER),
        steps: vec![Ask::new("GET").expect(own)],
    });
    cases
}
