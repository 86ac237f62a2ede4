//! Redirects of requests. Those of preflights are in `unreadable_responses`.

use crate::service::{header, response, service};
use axum::http::Method;
use handler_cors::testing::{Blocked, Browser, Credentials, Mode, Redirect, Request, Stage};

const PAGE: &str = "https://app.example.com";

/// Redirects by the path, `/<status>/<location>`, and allows the origin of the request, or none on `/none`.
fn redirecting() -> (crate::service::Service, crate::service::Log) {
    service(|request| {
        let origin = header(request, "origin");
        let preflight = format!(
            "access-control-allow-origin: {origin}
             access-control-allow-credentials: true
             access-control-allow-methods: PUT
             access-control-allow-headers: x-a, authorization, content-type"
        );
        let is_preflight = request.headers().contains_key("access-control-request-method");
        match request.uri().path()[1..].split_once('/') {
            _ if is_preflight => response(&format!("204\n{preflight}")),
            Some((status, location)) => response(&format!("{status}\n{preflight}\nlocation: {location}")),
            None if request.uri().path() == "/none" => response("200"),
            None => response(&format!("200\n{preflight}")),
        }
    })
}

async fn fetch(request: Request) -> (Result<String, Blocked>, Vec<String>) {
    let (mut app, log) = redirecting();
    let outcome = Browser::at(PAGE).fetch(&mut app, request).await;
    (outcome.map(|response| response.url().to_owned()), log.take())
}

#[tokio::test]
async fn redirects_are_followed() {
    let (outcome, requests) = fetch(Request::get("https://api.example.com/302//302//end")).await;
    assert_eq!(outcome.unwrap(), "https://api.example.com/end");
    assert_eq!(
        requests,
        ["GET api.example.com/302//302//end", "GET api.example.com/302//end", "GET api.example.com/end"]
    );
}

#[tokio::test]
async fn every_hop_is_checked() {
    let (outcome, _) = fetch(Request::get("https://api.example.com/302//none")).await;
    assert_eq!(outcome.unwrap_err(), Blocked::AllowOriginMissing { stage: Stage::Response, origin: PAGE.to_owned() });
    let (mut app, _) = service(|_| response("302\nlocation: https://app.example.com/"));
    let blocked = Browser::at(PAGE).fetch(&mut app, Request::get("https://api.example.com/")).await.unwrap_err();
    assert_eq!(blocked, Blocked::AllowOriginMissing { stage: Stage::Redirect, origin: PAGE.to_owned() });
}

#[tokio::test]
async fn a_cross_origin_redirect_to_another_origin_makes_the_origin_null() {
    for (from, to, expected) in [
        ("https://api.example.com", "https://api.example.com", PAGE),
        ("https://api.example.com", "https://cdn.example.com", "null"),
        ("https://api.example.com", PAGE, "null"),
        (PAGE, "https://api.example.com", PAGE),
    ] {
        let (mut app, log) = redirecting();
        let request = Request::get(&format!("{from}/307/{to}/end"));
        Browser::at(PAGE).fetch(&mut app, request).await.unwrap();
        assert_eq!(header(&log.last(), "origin"), expected, "{from} to {to}");
    }
}

#[tokio::test]
async fn some_redirects_change_the_method_to_get() {
    for (method, status, expected, has_type) in [
        ("POST", 301, "GET", false),
        ("POST", 302, "GET", false),
        ("POST", 303, "GET", false),
        ("POST", 307, "POST", true),
        ("POST", 308, "POST", true),
        ("PUT", 301, "PUT", true),
        ("PUT", 303, "GET", false),
        ("HEAD", 303, "HEAD", false),
    ] {
        let (mut app, log) = redirecting();
        let request = Request::new(method, &format!("https://api.example.com/{status}//end"));
        let request = if method == "HEAD" { request } else { request.text("x") };
        Browser::at(PAGE).fetch(&mut app, request).await.unwrap();
        let last = log.last();
        assert_eq!(
            (last.method().as_str(), header(&last, "content-type") != "-"),
            (expected, has_type),
            "{method} {status}"
        );
    }
}

#[tokio::test]
async fn a_preflight_is_sent_for_each_url() {
    let (_, requests) = fetch(Request::put("https://api.example.com/307//end")).await;
    assert_eq!(
        requests,
        [
            "OPTIONS api.example.com/307//end",
            "PUT api.example.com/307//end",
            "OPTIONS api.example.com/end",
            "PUT api.example.com/end"
        ]
    );
}

#[tokio::test]
async fn authorization_is_dropped_by_redirects_to_another_origin() {
    for (to, expected) in [("https://api.example.com", "Bearer 1"), ("https://cdn.example.com", "-")] {
        let (mut app, log) = redirecting();
        let url = format!("https://api.example.com/307/{to}/end");
        let request = Request::get(&url).header("authorization", "Bearer 1").header("x-a", "1");
        Browser::at(PAGE).fetch(&mut app, request).await.unwrap();
        let last = log.last();
        assert_eq!([header(&last, "authorization"), header(&last, "x-a")], [expected, "1"]);
    }
}

#[tokio::test]
async fn cookies_are_those_of_each_host() {
    let (mut app, log) = redirecting();
    let page = Browser::at(PAGE);
    page.browser().set_cookies("API.example.com", "api=1");
    page.browser().set_cookies("app.example.com", "app=1");
    let url = "https://app.example.com/307/https://api.example.com/end";
    page.fetch(&mut app, Request::get(url).credentials(Credentials::Include)).await.unwrap();
    assert_eq!(header(&log.last(), "cookie"), "api=1");
    assert_eq!(header(&log.last(), "cookie"), "app=1");
    // Back to the origin of the page, but through another one: the other one chose the URL.
    let url = "https://api.example.com/307/https://app.example.com/end";
    page.fetch(&mut app, Request::get(url)).await.unwrap();
    assert_eq!(header(&log.last(), "cookie"), "-");
}

#[tokio::test]
async fn some_redirects_are_not_followed() {
    let at = |location: &str| format!("https://api.example.com/302/{location}");
    let rows = [
        (Request::get(&at("data:,x")), "the redirect leads to `data:,x`, which is not an http(s) URL"),
        (
            Request::get(&at("https://user:secret@api.example.com/end")),
            "the redirect to `https://api.example.com/end` contains a user name or a password, and is not same-origin",
        ),
        (
            Request::get(&at("/end")).redirect(Redirect::Error),
            "the response is a redirect, and the redirect mode of the request is `error`",
        ),
        (
            Request::get(&at("/end")).redirect(Redirect::Manual),
            "response not readable by the page: it is a redirect, and the redirect mode of the request is `manual`",
        ),
        (
            Request::get("https://app.example.com/302/https://api.example.com/end").mode(Mode::SameOrigin),
            "`https://api.example.com/end` is cross-origin, and the mode of the request is `same-origin`",
        ),
        (
            Request::post("https://api.example.com/307//end").stream(["x"]),
            "the redirect (307) cannot send a streamed body again",
        ),
        (
            Request::get(&at("http://api.example.com/end")),
            "mixed content: an https page cannot fetch `http://api.example.com/end`",
        ),
    ];
    for (request, expected) in rows {
        let (outcome, requests) = fetch(request).await;
        assert_eq!(outcome.unwrap_err().to_string(), expected);
        assert_eq!(requests.iter().filter(|line| !line.starts_with("OPTIONS")).count(), 1, "{expected}");
    }
}

#[tokio::test]
async fn at_most_twenty_redirects_are_followed() {
    for (redirects, is_followed) in [(20, true), (21, false)] {
        let (mut app, log) = service(move |request| {
            let count: usize = request.uri().path()[1..].parse().unwrap();
            let preflight = "access-control-allow-origin: *";
            if count == redirects {
                response(&format!("200\n{preflight}"))
            } else {
                response(&format!("302\n{preflight}\nlocation: /{}", count + 1))
            }
        });
        let outcome = Browser::at(PAGE).fetch(&mut app, Request::get("https://api.example.com/0")).await;
        assert_eq!(outcome.map(drop), if is_followed { Ok(()) } else { Err(Blocked::TooManyRedirects) });
        assert_eq!(log.take().len(), 21);
    }
}

#[tokio::test]
async fn a_redirect_without_location_is_not_followed() {
    let (mut app, _) = service(|request| {
        assert_eq!(request.method(), Method::GET);
        response("302\naccess-control-allow-origin: *")
    });
    let response = Browser::at(PAGE).fetch(&mut app, Request::get("https://api.example.com/")).await.unwrap();
    assert_eq!(response.status(), 302);
}
