//! Modes, same-origin pages, and requests that fail before anything is sent (Fetch, §4.1 and §5.4).

use crate::case::{API, APP, Case, FetchCall, Grid, LOCAL, LOCAL_API, LOCAL_SHOP, NULL, OTHER};

pub(crate) fn cases() -> Vec<Case> {
    [metadata(), own_origin(), without_cors(), never_sent(), of_the_same_origin_only()]
        .into_iter()
        .flat_map(Grid::cases)
        .collect()
}

fn row(letters: &str) -> Vec<(&str, String, String, &str)> {
    vec![("", "204".to_owned(), "200".to_owned(), letters)]
}

/// Hosts to which browsers send Fetch Metadata. Its values are compared between the browsers.
fn metadata() -> Grid<'static> {
    let allow_headers = "allow-origin: {page} | allow-credentials: true | allow-methods: PUT";
    let calls = vec![
        ("GET", FetchCall::new("GET").at(LOCAL_API)),
        ("GET with credentials", FetchCall::new("GET").at(LOCAL_API).include()),
        ("POST", FetchCall::new("POST").at(LOCAL_API).text("x")),
        ("PUT", FetchCall::new("PUT").at(LOCAL_API)),
        ("GET without CORS", FetchCall::new("GET").at(LOCAL_API).mode("no-cors")),
        ("POST without CORS", FetchCall::new("POST").at(LOCAL_API).mode("no-cors")),
        ("GET within a site", FetchCall::new("GET").at("http://www.app.localhost")),
        ("PUT within a site", FetchCall::new("PUT").at("http://www.app.localhost")),
        ("POST without CORS within a site", FetchCall::new("POST").at("http://www.app.localhost").mode("no-cors")),
    ];
    Grid {
        name: "metadata",
        pages: &[LOCAL, LOCAL_SHOP, APP, NULL],
        calls,
        rows: vec![("", format!("204 | {allow_headers}"), format!("200 | {allow_headers}"), "rrrR oo rRo")],
    }
}

/// CORS does not apply to same-origin requests.
fn own_origin() -> Grid<'static> {
    Grid {
        name: "own origin",
        pages: &[API],
        calls: vec![
            ("GET", FetchCall::new("GET")),
            ("HEAD", FetchCall::new("HEAD")),
            ("POST", FetchCall::new("POST").text("x")),
            ("PUT", FetchCall::new("PUT").header("x-a", "1")),
            ("DELETE", FetchCall::new("DELETE")),
            ("patch", FetchCall::new("patch")),
            ("POST without cookies", FetchCall::new("POST").omit()),
            ("PUT with credentials", FetchCall::new("PUT").include()),
            ("POST in mode same-origin", FetchCall::new("POST").mode("same-origin")),
            ("GET in mode same-origin", FetchCall::new("GET").mode("same-origin")),
        ],
        rows: row("rrrrr rrrrr"),
    }
}

fn without_cors() -> Grid<'static> {
    Grid {
        name: "without CORS",
        pages: &[APP, NULL],
        calls: vec![
            ("GET", FetchCall::new("GET").mode("no-cors")),
            ("GET with credentials", FetchCall::new("GET").mode("no-cors").include()),
            ("HEAD", FetchCall::new("HEAD").mode("no-cors")),
            ("POST", FetchCall::new("POST").mode("no-cors").text("x")),
            ("POST with credentials", FetchCall::new("POST").mode("no-cors").include()),
            (
                "POST of JSON",
                FetchCall::new("POST").mode("no-cors").header("content-type", "application/json").text("{}"),
            ),
            ("GET with headers", FetchCall::new("GET").mode("no-cors").header("x-a", "1").header("range", "bytes=0-")),
            ("PUT", FetchCall::new("PUT").mode("no-cors")),
            ("GET, redirects forbidden", FetchCall::new("GET").mode("no-cors").redirect("error")),
        ],
        rows: row("ooo oooo --"),
    }
}

fn never_sent() -> Grid<'static> {
    Grid {
        name: "never sent",
        pages: &[OTHER],
        calls: vec![
            ("TRACE", FetchCall::new("TRACE")),
            ("trace", FetchCall::new("trace")),
            ("TRACK", FetchCall::new("TRACK")),
            ("CONNECT", FetchCall::new("CONNECT")),
            ("GET with a body", FetchCall::new("GET").text("x")),
            ("HEAD with a body", FetchCall::new("HEAD").text("x")),
            ("credentials in the URL", FetchCall::new("GET").at("http://user:secret@api.example.test")),
        ],
        rows: row("-------"),
    }
}

fn of_the_same_origin_only() -> Grid<'static> {
    Grid {
        name: "mode same-origin",
        pages: &[APP, NULL],
        calls: vec![
            ("GET", FetchCall::new("GET").mode("same-origin")),
            ("POST", FetchCall::new("POST").mode("same-origin").include()),
            ("PUT", FetchCall::new("PUT").mode("same-origin")),
        ],
        rows: vec![("", "204 | allow-origin: {page}".to_owned(), "200 | allow-origin: {page}".to_owned(), "---")],
    }
}
