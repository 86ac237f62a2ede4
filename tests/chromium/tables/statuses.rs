//! Statuses: a preflight response must have 200 to 299 (Fetch, §4.8), other responses can have any.

use crate::case::{APP, Case, FetchCall, Grid, OTHER};

const OF_PREFLIGHTS: [(&str, &str); 28] = [
    ("200", "RR"),
    ("201", "RR"),
    ("202", "RR"),
    ("204", "RR"),
    ("206", "RR"),
    ("226", "RR"),
    ("299", "RR"),
    ("300", "pp"),
    ("301 | location: {base}/", "pp"),
    ("302 | location: {base}/", "pp"),
    ("303 | location: {base}/", "pp"),
    ("304", "pp"),
    ("307 | location: {base}/", "pp"),
    ("307 | location: http://cdn.example.test{base}/", "pp"),
    ("308 | location: {base}/", "pp"),
    ("308", "pp"),
    ("400", "pp"),
    ("401", "pp"),
    ("403", "pp"),
    ("404", "pp"),
    ("405", "pp"),
    ("410", "pp"),
    ("418", "pp"),
    ("429", "pp"),
    ("500", "pp"),
    ("501", "pp"),
    ("502", "pp"),
    ("503", "pp"),
];

const OF_RESPONSES: [&str; 22] = [
    "200", "201", "202", "203", "204", "205", "206", "300", "400", "401", "403", "404", "405", "409", "410", "418",
    "422", "429", "451", "500", "501", "503",
];

pub(crate) fn cases() -> Vec<Case> {
    const ALLOWING: &str = "allow-origin: * | allow-methods: PUT | allow-headers: x-a";
    let of_preflights = Grid {
        name: "statuses of preflights",
        pages: &[OTHER],
        calls: vec![("PUT", FetchCall::new("PUT")), ("GET with a header", FetchCall::new("GET").header("x-a", "1"))],
        rows: OF_PREFLIGHTS
            .iter()
            .map(|(status, letters)| (*status, format!("{status} | {ALLOWING}"), format!("200 | {ALLOWING}"), *letters))
            .collect(),
    };
    let of_responses = Grid {
        name: "statuses of responses",
        pages: &[APP],
        calls: vec![
            ("GET", FetchCall::new("GET")),
            ("POST", FetchCall::new("POST").text("x")),
            ("PUT", FetchCall::new("PUT")),
        ],
        rows: OF_RESPONSES
            .iter()
            .map(|status| (*status, format!("204 | {ALLOWING}"), format!("{status} | allow-origin: *"), "rrR"))
            .collect(),
    };
    let unreadable = Grid {
        name: "statuses of unreadable responses",
        pages: &[APP],
        calls: vec![("GET", FetchCall::new("GET")), ("PUT", FetchCall::new("PUT"))],
        rows: ["200", "401", "404", "500"]
            .map(|status| (status, format!("204 | {ALLOWING}"), status.to_owned(), "bB"))
            .into(),
    };
    [of_preflights, of_responses, unreadable].into_iter().flat_map(Grid::cases).collect()
}
