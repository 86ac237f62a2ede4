//! Modes, pages of the API's own origin, and what fails before anything is sent (Fetch, §4.1 and §5.4).

use crate::case::{API, APP, Ask, Case, Grid, LOCAL, LOCAL_API, LOCAL_SHOP, NULL, OTHER};

pub(crate) fn cases() -> Vec<Case> {
    [metadata(), own_origin(), without_cors(), never_sent(), of_the_same_origin_only()]
        .into_iter()
        .flat_map(Grid::cases)
        .collect()
}

fn row(letters: &str) -> Vec<(&str, String, String, &str)> {
    vec![("", "204".to_owned(), "200".to_owned(), letters)]
}

/// Hosts that are told of Fetch Metadata; what it says is compared between the browsers.
fn metadata() -> Grid<'static> {
    let grant = "allow-origin: {page} | allow-credentials: true | allow-methods: PUT";
    let asks = vec![
        ("GET", Ask::new("GET").at(LOCAL_API)),
        ("GET with credentials", Ask::new("GET").at(LOCAL_API).include()),
        ("POST", Ask::new("POST").at(LOCAL_API).text("x")),
        ("PUT", Ask::new("PUT").at(LOCAL_API)),
        ("GET without CORS", Ask::new("GET").at(LOCAL_API).mode("no-cors")),
        ("POST without CORS", Ask::new("POST").at(LOCAL_API).mode("no-cors")),
        ("GET within a site", Ask::new("GET").at("http://www.app.localhost")),
        ("PUT within a site", Ask::new("PUT").at("http://www.app.localhost")),
        ("POST without CORS within a site", Ask::new("POST").at("http://www.app.localhost").mode("no-cors")),
    ];
    Grid {
        name: "metadata",
        pages: &[LOCAL, LOCAL_SHOP, APP, NULL],
        asks,
        rows: vec![("", format!("204 | {grant}"), format!("200 | {grant}"), "rrrR oo rRo")],
    }
}

/// The page that the API serves itself needs nobody's leave.
fn own_origin() -> Grid<'static> {
    Grid {
        name: "own origin",
        pages: &[API],
        asks: vec![
            ("GET", Ask::new("GET")),
            ("HEAD", Ask::new("HEAD")),
            ("POST", Ask::new("POST").text("x")),
            ("PUT", Ask::new("PUT").header("x-a", "1")),
            ("DELETE", Ask::new("DELETE")),
            ("patch", Ask::new("patch")),
            ("POST without cookies", Ask::new("POST").omit()),
            ("PUT with credentials", Ask::new("PUT").include()),
            ("POST in mode same-origin", Ask::new("POST").mode("same-origin")),
            ("GET in mode same-origin", Ask::new("GET").mode("same-origin")),
        ],
        rows: row("rrrrr rrrrr"),
    }
}

fn without_cors() -> Grid<'static> {
    Grid {
        name: "without CORS",
        pages: &[APP, NULL],
        asks: vec![
            ("GET", Ask::new("GET").mode("no-cors")),
            ("GET with credentials", Ask::new("GET").mode("no-cors").include()),
            ("HEAD", Ask::new("HEAD").mode("no-cors")),
            ("POST", Ask::new("POST").mode("no-cors").text("x")),
            ("POST with credentials", Ask::new("POST").mode("no-cors").include()),
            ("POST of JSON", Ask::new("POST").mode("no-cors").header("content-type", "application/json").text("{}")),
            ("GET with headers", Ask::new("GET").mode("no-cors").header("x-a", "1").header("range", "bytes=0-")),
            ("PUT", Ask::new("PUT").mode("no-cors")),
            ("GET, redirects forbidden", Ask::new("GET").mode("no-cors").redirect("error")),
        ],
        rows: row("ooo oooo --"),
    }
}

fn never_sent() -> Grid<'static> {
    Grid {
        name: "never sent",
        pages: &[OTHER],
        asks: vec![
            ("TRACE", Ask::new("TRACE")),
            ("trace", Ask::new("trace")),
            ("TRACK", Ask::new("TRACK")),
            ("CONNECT", Ask::new("CONNECT")),
            ("GET with a body", Ask::new("GET").text("x")),
            ("HEAD with a body", Ask::new("HEAD").text("x")),
            ("credentials in the URL", Ask::new("GET").at("http://user:secret@api.example.test")),
        ],
        rows: row("-------"),
    }
}

fn of_the_same_origin_only() -> Grid<'static> {
    Grid {
        name: "mode same-origin",
        pages: &[APP, NULL],
        asks: vec![
            ("GET", Ask::new("GET").mode("same-origin")),
            ("POST", Ask::new("POST").mode("same-origin").include()),
            ("PUT", Ask::new("PUT").mode("same-origin")),
        ],
        rows: vec![("", "204 | allow-origin: {page}".to_owned(), "200 | allow-origin: {page}".to_owned(), "---")],
    }
}
