//! Which origins a response allows (Fetch, §4.10, "CORS check"), without and with credentials, with and without a preflight.

use crate::case::{API_PORT, APP, Case, FetchCall, Grid, LOCAL, NULL, OTHER, PORT};

pub(crate) fn cases() -> Vec<Case> {
    let everywhere = grid("origins", &[APP, OTHER, LOCAL], &ROWS);
    let nearby = grid("origins nearby", &[PORT, API_PORT], &SHORT);
    let opaque = grid("opaque origins", &[NULL], &OPAQUE);
    [everywhere, nearby, opaque].into_iter().flat_map(Grid::cases).collect()
}

/// The headers of both responses, and the results for GET, GET with credentials, PUT, PUT with credentials.
type Row = (&'static str, &'static str);

const ROWS: [Row; 30] = [
    ("", "bbpp"),
    ("allow-origin: *", "rbRp"),
    ("allow-origin: {page}", "rbRp"),
    ("allow-origin: {page} | allow-credentials: true", "rrRR"),
    ("allow-origin: {origin} | allow-credentials: true", "rrRR"),
    ("allow-origin: * | allow-credentials: true", "rbRp"),
    ("allow-credentials: true", "bbpp"),
    ("allow-origin:\t{page}  | allow-credentials: true", "rrRR"),
    ("allow-origin:", "bbpp"),
    ("allow-origin: null", "bbpp"),
    ("allow-origin: null | allow-credentials: true", "bbpp"),
    ("allow-origin: {page}/", "bbpp"),
    ("allow-origin: {page}:80", "bbpp"),
    ("allow-origin: {PAGE}", "bbpp"),
    ("allow-origin: http://", "bbpp"),
    ("allow-origin: http://*", "bbpp"),
    ("allow-origin: http://*.test", "bbpp"),
    ("allow-origin: http://evil.test", "bbpp"),
    ("allow-origin: **", "bbpp"),
    ("allow-origin: *, *", "bbpp"),
    ("allow-origin: {page}, *", "bbpp"),
    ("allow-origin: {page}, {page}", "bbpp"),
    ("allow-origin: {page} http://evil.test", "bbpp"),
    ("allow-origin: {page} | allow-origin: {page}", "bbpp"),
    ("allow-origin: {page} | allow-origin: http://evil.test", "bbpp"),
    ("allow-origin: {page} | allow-credentials: True", "rbRp"),
    ("allow-origin: {page} | allow-credentials: TRUE", "rbRp"),
    ("allow-origin: {page} | allow-credentials: false", "rbRp"),
    ("allow-origin: {page} | allow-credentials: 1", "rbRp"),
    ("allow-origin: {page} | allow-credentials: true, true", "rbRp"),
];

const SHORT: [Row; 6] = [
    ("", "bbpp"),
    ("allow-origin: *", "rbRp"),
    ("allow-origin: {page}", "rbRp"),
    ("allow-origin: {page} | allow-credentials: true", "rrRR"),
    ("allow-origin: http://app.example.test | allow-credentials: true", "bbpp"),
    ("allow-origin: http://api.example.test | allow-credentials: true", "bbpp"),
];

const OPAQUE: [Row; 9] = [
    ("", "bbpp"),
    ("allow-origin: *", "rbRp"),
    ("allow-origin: null", "rbRp"),
    ("allow-origin: null | allow-credentials: true", "rrRR"),
    ("allow-origin: {origin} | allow-credentials: true", "rrRR"),
    ("allow-origin: NULL", "bbpp"),
    ("allow-origin: \"null\"", "bbpp"),
    ("allow-origin: http://frame.test", "bbpp"),
    ("allow-origin:", "bbpp"),
];

fn grid<'a>(name: &'a str, pages: &'a [&'static str], rows: &[Row]) -> Grid<'a> {
    let rows = rows.iter().map(|(says, letters)| {
        let says_too = if says.is_empty() { String::new() } else { format!(" | {says}") };
        (*says, format!("204{says_too} | allow-methods: PUT"), format!("200{says_too}"), *letters)
    });
    Grid {
        name,
        pages,
        calls: vec![
            ("GET", FetchCall::new("GET")),
            ("GET with credentials", FetchCall::new("GET").include()),
            ("PUT", FetchCall::new("PUT")),
            ("PUT with credentials", FetchCall::new("PUT").include()),
        ],
        rows: rows.collect(),
    }
}
