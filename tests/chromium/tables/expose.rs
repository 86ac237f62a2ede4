//! Which headers of a response the page can read (Fetch, §2.2.6, "CORS filtered response").

use crate::case::{API, APP, Case, FetchCall, Server};

/// `Access-Control-Expose-Headers`, and which headers are readable besides the safelisted ones, without and with credentials.
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
    const RESPONSE: &str = "200 | allow-origin: {page} | allow-credentials: true | x-a: 1 | x-a: 2 | x-b: 3 | vary: x \
                          | content-type: text/plain | content-language: en | set-cookie: a=b | set-cookie2: a=b";
    let calls = [("", FetchCall::new("GET")), (" with credentials", FetchCall::new("GET").include())];
    let mut cases = Vec::new();
    for (says, without, with) in ROWS {
        for ((column, call), visible) in calls.clone().into_iter().zip([without, with]) {
            let visible = if visible.is_empty() { String::new() } else { format!(" [{visible}]") };
            let step = call.expect(format!("GET api/ -> 200 cors{visible}"));
            cases.push(Case {
                name: format!("expose: {says}{column}"),
                page: APP,
                server: Server::new("204", format!("{RESPONSE}{says}")),
                steps: vec![step],
            });
        }
    }
    let own = "GET api/ without origin -> 200 basic [x-a x-b]";
    cases.push(Case {
        name: "expose: of the page's own origin".to_owned(),
        page: API,
        server: Server::new("204", RESPONSE),
        steps: vec![FetchCall::new("GET").expect(own)],
    });
    cases
}
