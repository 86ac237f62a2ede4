//! What the browser sends, and what the page can read of the response.

use crate::service::{API, header, responding};
use axum::http::StatusCode;
use handler_cors::testing::{Blocked, Browser, Credentials, Mode, Request};

const ALLOWING: &str = "204
    access-control-allow-origin: https://app.example.com
    access-control-allow-credentials: true
    access-control-allow-methods: PUT, OPTIONS
    access-control-allow-headers: content-type, x-a, x-b";
const READABLE: &str = "200
    access-control-allow-origin: https://app.example.com
    access-control-allow-credentials: true";

const SENT: [&str; 8] =
    ["origin", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "referer", "cookie", "content-length", "accept"];

/// The headers of the last request when a page of this origin fetches.
async fn sent(origin: &str, request: Request) -> [String; 8] {
    let (mut app, log) = responding(ALLOWING, READABLE);
    let page = Browser::at(origin);
    page.browser().set_cookies("api.example.com", "session=1");
    let _ = page.fetch(&mut app, request).await;
    let last = log.last();
    SENT.map(|name| header(&last, name))
}

#[tokio::test]
async fn cross_origin_requests_have_an_origin_header() {
    let page = "https://app.example.com";
    assert_eq!(
        sent(page, Request::get(API)).await,
        [page, "same-site", "cors", "empty", "https://app.example.com/", "-", "-", "*/*"]
    );
    assert_eq!(
        sent("https://app.example.org", Request::get(API)).await,
        ["https://app.example.org", "cross-site", "cors", "empty", "https://app.example.org/", "-", "-", "*/*"]
    );
    assert_eq!(
        sent(page, Request::get(API).credentials(Credentials::Include)).await,
        [page, "same-site", "cors", "empty", "https://app.example.com/", "session=1", "-", "*/*"]
    );
    assert_eq!(
        sent(page, Request::post(API).text("hello").mode(Mode::NoCors).header("accept", "a/b")).await,
        [page, "same-site", "no-cors", "empty", "https://app.example.com/", "-", "5", "a/b"]
    );
    assert_eq!(sent("null", Request::post(API)).await, ["null", "cross-site", "cors", "empty", "-", "-", "0", "*/*"]);
    assert_eq!(
        sent("capacitor://localhost", Request::get(API)).await,
        ["capacitor://localhost", "cross-site", "cors", "empty", "-", "-", "-", "*/*"]
    );
}

#[tokio::test]
async fn same_origin_requests_have_an_origin_header_with_unsafe_methods() {
    let page = "https://api.example.com";
    let referer = "https://api.example.com/";
    assert_eq!(
        sent(page, Request::get(API)).await,
        ["-", "same-origin", "cors", "empty", referer, "session=1", "-", "*/*"]
    );
    assert_eq!(
        sent(page, Request::delete(API)).await,
        [page, "same-origin", "cors", "empty", referer, "session=1", "-", "*/*"]
    );
    assert_eq!(
        sent(page, Request::post(API).credentials(Credentials::Omit).mode(Mode::SameOrigin)).await,
        [page, "same-origin", "same-origin", "empty", referer, "-", "0", "*/*"]
    );
}

#[tokio::test]
async fn insecure_urls_get_no_fetch_metadata() {
    let request = Request::get("http://api.example.com/");
    assert_eq!(
        sent("http://app.example.com", request.clone()).await,
        ["http://app.example.com", "-", "-", "-", "http://app.example.com/", "-", "-", "*/*"]
    );
    let (mut app, log) = responding(ALLOWING, READABLE);
    let blocked = Browser::at("https://app.example.com").fetch(&mut app, request).await.unwrap_err();
    assert_eq!(blocked, Blocked::MixedContent { url: "http://api.example.com/".to_owned() });
    assert_eq!(log.take(), [""; 0]);
    let loopback = Request::get("http://localhost:3000/");
    assert_eq!(sent("https://app.example.com", loopback).await[1], "cross-site");
}

#[tokio::test]
async fn preflights_list_sorted_lower_case_names_without_cookies() {
    let (mut app, log) = responding("403", READABLE);
    let page = Browser::at("https://app.example.com");
    page.browser().set_cookies("api.example.com", "session=1");
    let request = Request::put(API)
        .header("X-B", "2")
        .header("content-type", "application/json")
        .header("accept", "a/b")
        .header("x-a", "1")
        .body("{}")
        .credentials(Credentials::Include);
    page.fetch(&mut app, request).await.unwrap_err();
    let preflight = log.one();
    assert_eq!(preflight.method(), "OPTIONS");
    assert_eq!(preflight.uri(), "/widgets");
    assert_eq!(header(&preflight, "host"), "api.example.com");
    assert_eq!(header(&preflight, "access-control-request-method"), "PUT");
    assert_eq!(header(&preflight, "access-control-request-headers"), "content-type,x-a,x-b");
    let sent = SENT.map(|name| header(&preflight, name));
    assert_eq!(
        sent,
        ["https://app.example.com", "same-site", "cors", "empty", "https://app.example.com/", "-", "-", "*/*"]
    );
}

#[tokio::test]
async fn options_requests_need_a_preflight() {
    let (mut app, log) = responding(ALLOWING, READABLE);
    let page = Browser::at("https://app.example.com");
    page.browser().set_cookies("api.example.com", "session=1");
    page.fetch(&mut app, Request::new("options", API).credentials(Credentials::Include)).await.unwrap();
    assert_eq!(header(&log.last(), "cookie"), "session=1");
    let preflight = log.one();
    assert_eq!([header(&preflight, "cookie"), header(&preflight, "access-control-request-method")], ["-", "OPTIONS"]);
}

#[tokio::test]
async fn what_needs_a_preflight() {
    let post = || Request::post(API);
    let rows = [
        (post().text("{}"), false),
        (post().body("a=b").header("content-type", "application/x-www-form-urlencoded"), false),
        (post().body("{}"), false),
        (post().body("{}").header("content-type", "application/json"), true),
        (post().json("sprocket"), true),
        (post().json("sprocket").header("content-type", "text/plain"), false),
        (Request::get(API).header("accept-language", "de"), false),
        (Request::get(API).header("accept-language", "de_CH"), true),
        (Request::get(API).header("range", "bytes=0-99"), false),
        (Request::get(API).header("range", "bytes=-99"), true),
        (Request::get(API).header("x-a", ""), true),
        (Request::get(API).header("cookie", "never sent"), false),
        (Request::head(API), false),
        (Request::put(API), true),
        (Request::delete(API), true),
        (Request::patch(API), true),
        (post().stream(["x"]), true),
    ];
    for (request, expected) in rows {
        let (mut app, log) = responding("403", READABLE);
        let outcome = Browser::at("https://app.example.com").fetch(&mut app, request.clone()).await;
        assert_eq!(outcome.is_err(), expected, "{request:?}");
        assert_eq!(log.take()[0].starts_with("OPTIONS"), expected, "{request:?}");
    }
}

#[tokio::test]
async fn a_stream_needs_its_method_in_the_list_if_there_is_one() {
    for (preflight, is_readable) in [
        ("200\naccess-control-allow-origin: *", true),
        ("200\naccess-control-allow-origin: *\naccess-control-allow-methods: PUT", true),
        ("200\naccess-control-allow-origin: *\naccess-control-allow-methods: GET", false),
    ] {
        let (mut app, _) = responding(preflight, READABLE);
        let outcome = Browser::at("https://app.example.com").fetch(&mut app, Request::put(API).stream(["x"])).await;
        assert_eq!(outcome.is_ok(), is_readable, "{preflight}");
    }
}

#[tokio::test]
async fn the_page_reads_safelisted_and_exposed_headers() {
    const HEADERS: &str = "404
        access-control-allow-origin: https://app.example.com
        access-control-allow-credentials: true
        content-type: text/plain
        x-total-count: 1
        x-total-count: 2
        x-secret: 3
        set-cookie: a=b";
    let names = |response: &handler_cors::testing::Response| {
        let mut names: Vec<_> = response.headers().keys().map(ToString::to_string).collect();
        names.sort();
        names.join(" ")
    };
    let rows = [
        ("", false, "content-type"),
        ("\naccess-control-expose-headers: X-Total-Count, set-cookie", false, "content-type x-total-count"),
        (
            "\naccess-control-expose-headers: *",
            false,
            "access-control-allow-credentials access-control-allow-origin access-control-expose-headers content-type \
             x-secret x-total-count",
        ),
        ("\naccess-control-expose-headers: *", true, "content-type"),
        ("\naccess-control-expose-headers: x total count", false, "content-type"),
    ];
    for (expose, credentialed, expected) in rows {
        let (mut app, _) = crate::service::service(move |_| crate::service::response(&format!("{HEADERS}{expose}")));
        let credentials = if credentialed { Credentials::Include } else { Credentials::SameOrigin };
        let page = Browser::at("https://app.example.com");
        let response = page.fetch(&mut app, Request::get(API).credentials(credentials)).await.unwrap();
        assert_eq!(names(&response), expected, "{expose}");
        assert_eq!((response.status(), response.text().as_ref()), (StatusCode::NOT_FOUND, "the body"));
        assert!(response.is_cors() && !response.is_redirected());
    }
    let (mut app, _) = crate::service::service(|_| crate::service::response(HEADERS));
    let response = Browser::at("https://api.example.com").fetch(&mut app, Request::get(API)).await.unwrap();
    assert!(!response.is_cors());
    assert_eq!(response.header("x-total-count").as_deref(), Ok("1, 2"));
    assert!(response.header("set-cookie").is_err());
}

/// Fetch, §2.2.3, "null body status".
#[tokio::test]
async fn null_body_statuses_have_no_body() {
    for (method, status, expected) in
        [("GET", "200", "the body"), ("HEAD", "200", ""), ("GET", "205", ""), ("GET", "304", "")]
    {
        let (mut app, _) = crate::service::service(move |_| {
            crate::service::response(&format!("{status}\naccess-control-allow-origin: *"))
        });
        let page = Browser::at("https://app.example.com");
        assert_eq!(
            page.fetch(&mut app, Request::new(method, API)).await.unwrap().text(),
            expected,
            "{method} {status}"
        );
    }
}

#[tokio::test]
async fn a_no_cors_request_is_sent_and_opaque() {
    let (mut app, log) = responding(ALLOWING, READABLE);
    let request = Request::post(API).text("x").header("x-a", "1").header("range", "bytes=0-").mode(Mode::NoCors);
    let blocked = Browser::at("https://evil.example").fetch(&mut app, request).await.unwrap_err();
    assert_eq!(blocked, Blocked::Opaque);
    let sent = log.one();
    assert_eq!(
        [header(&sent, "x-a"), header(&sent, "range"), header(&sent, "content-type")],
        ["-", "-", "text/plain;charset=UTF-8"]
    );
}
