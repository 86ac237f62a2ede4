//! Which headers of a response the page cannot read, and what a failing test says of them.

use crate::service::{API, response, service};
use axum::Router;
use axum::http::header::HeaderName;
use handler_cors::testing::{Browser, Credentials, Request, Response, UnreadableHeader};
use handler_cors::{CorsRouter, cors};

const HEADERS: &str = "200
    access-control-allow-origin: https://app.example.com
    access-control-allow-credentials: true
    content-type: text/plain
    x-total: 2
    x-page: 1
    set-cookie: a=b";

/// What the page reads of a response with these headers too.
async fn fetched(origin: &str, credentials: Credentials, lines: &'static str) -> Response {
    let (mut app, _) = service(move |_| response(&format!("{HEADERS}\n{lines}")));
    Browser::at(origin).fetch(&mut app, Request::get(API).credentials(credentials)).await.unwrap()
}

/// The sentence, and the help.
fn described(unreadable: &UnreadableHeader) -> (String, String) {
    (unreadable.to_string(), unreadable.help().unwrap_or_default())
}

#[tokio::test]
async fn a_header_that_is_not_exposed_is_named_with_what_to_write() {
    let hidden = "the response has `x-total`, but it is not in `Access-Control-Expose-Headers`";
    for (expose, credentials, sentence, help) in [
        ("", Credentials::Omit, format!("{hidden} (empty)"), r#"add `expose = ["x-total"]` to the policy"#),
        (
            "access-control-expose-headers: x-page",
            Credentials::Omit,
            format!("{hidden} (`x-page`)"),
            r#"write `expose = ["x-page", "x-total"]` in the policy"#,
        ),
        (
            "access-control-expose-headers: *",
            Credentials::Include,
            format!("{hidden} (`*`); `*` is not a wildcard if the request includes credentials"),
            r#"write `expose = ["x-total"]` in the policy"#,
        ),
    ] {
        let response = fetched("https://app.example.com", credentials, expose).await;
        let unreadable = response.header("X-Total").unwrap_err();
        assert_eq!(described(&unreadable), (sentence, help.to_owned()));
        assert!(response.hidden_headers().contains(&HeaderName::from_static("x-total")));
    }
}

#[tokio::test]
async fn other_headers_have_other_reasons() {
    let response = fetched("https://app.example.com", Credentials::Omit, "access-control-expose-headers: *").await;
    assert_eq!(response.header("x-total").as_deref(), Ok("2"));
    assert_eq!(response.hidden_headers(), ["set-cookie"]);
    for (name, expected) in
        [("x-other", "the response has no `x-other` header"), ("set-cookie", "scripts can never read `set-cookie`")]
    {
        let unreadable = response.header(name).unwrap_err();
        assert_eq!(described(&unreadable), (expected.to_owned(), String::new()));
    }
    let response = fetched("https://api.example.com", Credentials::Omit, "").await;
    assert_eq!((response.header("x-total").as_deref(), response.hidden_headers().len()), (Ok("2"), 1));
}

/// What it says to write is what works.
#[tokio::test]
async fn the_help_makes_the_header_readable() {
    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn hides() -> [(&'static str, &'static str); 1] {
        [("x-total", "2")]
    }
    #[cors(origins = ["https://app.example.com"], methods = [GET], expose = ["x-total"])]
    async fn exposes() -> [(&'static str, &'static str); 1] {
        [("x-total", "2")]
    }
    let mut app = Router::from(CorsRouter::new().route("/hides", hides).route("/exposes", exposes));
    let page = Browser::at("https://app.example.com");
    let response = page.fetch(&mut app, Request::get("https://api.example.com/hides")).await.unwrap();
    let unreadable = response.header("x-total").unwrap_err();
    assert_eq!(unreadable.help().unwrap(), r#"add `expose = ["x-total"]` to the policy"#);
    let response = page.fetch(&mut app, Request::get("https://api.example.com/exposes")).await.unwrap();
    assert_eq!(response.header("x-total").unwrap(), "2");
}

#[tokio::test]
#[should_panic(expected = "\n\nhelp: add `expose = [\"x-total\"]` to the policy")]
async fn unwrap_shows_the_help() {
    fetched("https://app.example.com", Credentials::Omit, "").await.header("x-total").unwrap();
}

#[tokio::test]
#[should_panic(expected = "`x total` is not a header name")]
async fn names_are_header_names() {
    let _ = fetched("https://app.example.com", Credentials::Omit, "").await.header("x total");
}
