//! Methods: which of them a preflight response allows (Fetch, §4.8, step 7.5).

use crate::case::{Case, FetchCall, Grid, OTHER};

/// `Access-Control-Allow-Methods`, and the results for GET, HEAD, POST (each with a header that needs a preflight), PUT,
/// DELETE, PATCH, `patch`, `put`, OPTIONS, PURGE, and with credentials PUT and PATCH.
const ROWS: [(&str, &str); 18] = [
    ("", "RRR pppp pppp p"),
    (" | allow-methods:", "RRR pppp pppp p"),
    (" | allow-methods: PUT", "RRR Rppp RppR p"),
    (" | allow-methods: put", "RRR pppp pppp p"),
    (" | allow-methods: Put", "RRR pppp pppp p"),
    (" | allow-methods: PATCH", "RRR ppRp pppp R"),
    (" | allow-methods: patch", "RRR pppR pppp p"),
    (" | allow-methods: PURGE", "RRR pppp ppRp p"),
    (" | allow-methods: GET, POST", "RRR pppp pppp p"),
    (" | allow-methods: GET, POST, PUT, PATCH, DELETE, OPTIONS", "RRR RRRp RRpR R"),
    (" | allow-methods: *", "RRR RRRR RRRp p"),
    (" | allow-methods: *, PUT", "RRR RRRR RRRR p"),
    (" | allow-methods: PUT,,\tPATCH,", "RRR RpRp RppR R"),
    (" | allow-methods: PUT | allow-methods: PATCH", "RRR RpRp RppR R"),
    (" | allow-methods: PUT PATCH", "ppp pppp pppp p"),
    (" | allow-methods: PUT; PATCH", "ppp pppp pppp p"),
    (" | allow-methods: \"PUT\"", "ppp pppp pppp p"),
    (" | allow-methods: PUT, (PATCH)", "ppp pppp pppp p"),
];

pub(crate) fn cases() -> Vec<Case> {
    const ALLOWS: &str = "allow-origin: {page} | allow-credentials: true | allow-headers: x-a";
    let with_header = |method| FetchCall::new(method).header("x-a", "1");
    let grid = Grid {
        name: "methods",
        pages: &[OTHER],
        calls: vec![
            ("GET", with_header("GET")),
            ("HEAD", with_header("HEAD")),
            ("POST", with_header("POST")),
            ("PUT", FetchCall::new("PUT")),
            ("DELETE", FetchCall::new("DELETE")),
            ("PATCH", FetchCall::new("PATCH")),
            ("patch", FetchCall::new("patch")),
            ("put", FetchCall::new("put")),
            ("OPTIONS", FetchCall::new("OPTIONS")),
            ("PURGE", FetchCall::new("PURGE")),
            ("PUT with credentials", FetchCall::new("PUT").include()),
            ("PATCH with credentials", FetchCall::new("PATCH").include()),
        ],
        rows: ROWS
            .iter()
            .map(|(allows, letters)| (*allows, format!("204 | {ALLOWS}{allows}"), format!("200 | {ALLOWS}"), *letters))
            .collect(),
    };
    grid.cases()
}
