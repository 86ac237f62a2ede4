//! Request headers: which of them a preflight response allows (Fetch, §4.8, steps 7.6 and 7.7).

use crate::case::{APP, Case, FetchCall, Grid};

/// `Access-Control-Allow-Headers`, and the results for `x-a`; `X-A`; `x-a` and `x-b`; JSON; `authorization`; `authorization` and
/// `x-a`; and with credentials `x-a`, and JSON.
const ROWS: [(&str, &str); 18] = [
    ("", "ppp ppp pp"),
    (" | allow-headers:", "ppp ppp pp"),
    (" | allow-headers: x-a", "RRp ppp Rp"),
    (" | allow-headers: X-A", "RRp ppp Rp"),
    (" | allow-headers: x-b", "ppp ppp pp"),
    (" | allow-headers: x-a, x-b", "RRR ppp Rp"),
    (" | allow-headers: x-b,x-a,content-type", "RRR Rpp RR"),
    (" | allow-headers: Content-Type", "ppp Rpp pR"),
    (" | allow-headers: authorization", "ppp pRp pp"),
    (" | allow-headers: Authorization, X-a", "RRp pRR Rp"),
    (" | allow-headers: *", "RRR Rpp pp"),
    (" | allow-headers: *, authorization", "RRR RRR pp"),
    (" | allow-headers: *, x-a", "RRR Rpp Rp"),
    (" | allow-headers: x-a,,\t x-b ,", "RRR ppp Rp"),
    (" | allow-headers: x-a | allow-headers: x-b", "RRR ppp Rp"),
    (" | allow-headers: x-*", "ppp ppp pp"),
    (" | allow-headers: x-a x-b", "ppp ppp pp"),
    (" | allow-headers: x-a; x-b", "ppp ppp pp"),
];

pub(crate) fn cases() -> Vec<Case> {
    const ALLOWS: &str = "allow-origin: {page} | allow-credentials: true";
    let json = || FetchCall::new("POST").text("{}").header("content-type", "application/json");
    let grid = Grid {
        name: "headers",
        pages: &[APP],
        calls: vec![
            ("x-a", FetchCall::new("GET").header("x-a", "1")),
            ("X-A", FetchCall::new("GET").header("X-A", "1")),
            ("x-b and x-a", FetchCall::new("GET").header("x-b", "2").header("x-a", "1")),
            ("JSON", json()),
            ("authorization", FetchCall::new("GET").header("authorization", "Bearer 1")),
            ("authorization and x-a", FetchCall::new("GET").header("authorization", "Bearer 1").header("x-a", "1")),
            ("x-a with credentials", FetchCall::new("GET").header("x-a", "1").include()),
            ("JSON with credentials", json().include()),
        ],
        rows: ROWS
            .iter()
            .map(|(allows, letters)| (*allows, format!("204 | {ALLOWS}{allows}"), format!("200 | {ALLOWS}"), *letters))
            .collect(),
    };
    let mut cases = grid.cases();
    cases.iter_mut().for_each(by_chromium);
    cases
}

/// In Chromium `*` covers `authorization` too; by the standard it must be listed ("CORS non-wildcard request-header name").
pub(crate) fn by_chromium(case: &mut Case) {
    let any = case.server.0.iter().any(|(_, preflight, _)| preflight.contains("allow-headers: *"));
    for step in &mut case.steps {
        let is_rejected = step.expected == "OPTIONS api/ -> blocked" && step.call.credentials != "include";
        if any && is_rejected && step.call.headers.iter().any(|(name, _)| *name == "authorization") {
            let method = step.call.method;
            step.in_chromium = Some(format!("OPTIONS api/, {method} api/ -> 200 cors"));
        }
    }
}
