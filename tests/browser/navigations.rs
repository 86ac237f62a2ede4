//! Links, forms, frames, prefetches and beacons: what every page can send without CORS.

use crate::service::{API, Log, Service, header, response, service};
use axum::http::StatusCode;
use handler_cors::testing::{Blocked, Browser, Mode, Navigation, Request};

const EVIL: &str = "https://evil.example";
const OTHER: &str = "https://other.example/elsewhere";

const SENT: [&str; 7] =
    ["origin", "cookie", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "sec-purpose", "content-type"];

/// Sets a cookie of each kind at `/login`, and redirects where the path says.
fn site() -> (Service, Log) {
    service(|request| {
        response(match request.uri().path() {
            "/login" => {
                "200
                 set-cookie: n=1; SameSite=None; Secure
                 set-cookie: u=1
                 set-cookie: l=1; SameSite=Lax
                 set-cookie: s=1; SameSite=Strict"
            }
            "/307" => "307\nlocation: https://other.example/elsewhere",
            "/303" => "303\nlocation: https://other.example/elsewhere",
            "/201" => "201\nlocation: x:y",
            "/loop" => "302\nlocation: /loop",
            "/odd" => "302\nlocation: x:y",
            _ => "200\nset-cookie: seen=1; SameSite=Strict",
        })
    })
}

/// A browser that has the cookies of the API.
async fn signed_in(browser: Browser) -> (Browser, Service, Log) {
    let (mut app, log) = site();
    let own = browser.page("https://api.example.com");
    own.fetch(&mut app, Request::post("https://api.example.com/login")).await.unwrap();
    log.take();
    (browser, app, log)
}

/// The headers of the only request of a navigation.
async fn sent(browser: Browser, page: &str, navigation: Navigation) -> [String; 7] {
    let (browser, mut app, log) = signed_in(browser).await;
    browser.page(page).navigate(&mut app, navigation).await.unwrap();
    let request = log.one();
    SENT.map(|name| header(&request, name))
}

#[tokio::test]
async fn navigations_of_another_site() {
    let form = "application/x-www-form-urlencoded";
    let cross = |origin, cookie, dest, content_type| {
        [origin, cookie, "cross-site", "navigate", dest, "-", content_type].map(str::to_owned)
    };
    let (link, post) = (|| Navigation::to(API), || Navigation::post(API, "a=1"));
    for browser in [Browser::new, Browser::chromium, Browser::firefox] {
        assert_eq!(sent(browser(), EVIL, link()).await, cross("-", "n=1; u=1; l=1", "document", "-"));
        assert_eq!(sent(browser(), EVIL, post()).await, cross(EVIL, "n=1; u=1", "document", form));
        assert_eq!(sent(browser(), "null", post()).await, cross("null", "n=1; u=1", "document", form));
    }
    for (browser, cookies) in
        [(Browser::new as fn() -> Browser, "n=1; u=1"), (Browser::firefox, "n=1; u=1"), (Browser::chromium, "n=1")]
    {
        assert_eq!(sent(browser(), EVIL, link().in_iframe()).await, cross("-", cookies, "iframe", "-"));
        assert_eq!(sent(browser(), EVIL, post().in_iframe()).await, cross(EVIL, cookies, "iframe", form));
        assert_eq!(sent(browser(), EVIL, link().in_object()).await, cross("-", cookies, "object", "-"));
    }
}

#[tokio::test]
async fn navigations_of_the_same_site() {
    let all = "n=1; u=1; l=1; s=1";
    for (page, from) in [("https://app.example.com", "same-site"), ("https://api.example.com", "same-origin")] {
        assert_eq!(
            sent(Browser::chromium(), page, Navigation::to(API)).await,
            ["-", all, from, "navigate", "document", "-", "-"]
        );
        assert_eq!(
            sent(Browser::chromium(), page, Navigation::post(API, "").in_iframe()).await,
            [page, all, from, "navigate", "iframe", "-", "application/x-www-form-urlencoded"]
        );
        assert_eq!(
            sent(Browser::chromium(), page, Navigation::to(API).prefetch()).await,
            ["-", all, "none", "navigate", "document", "prefetch", "-"]
        );
        assert_eq!(
            sent(Browser::chromium(), page, Navigation::to(API).prerender()).await,
            ["-", all, from, "navigate", "document", "prefetch;prerender", "-"]
        );
    }
}

#[tokio::test]
async fn pages_of_another_site_prefetch_only_without_cookies() {
    assert_eq!(
        sent(Browser::new(), EVIL, Navigation::to(OTHER).prefetch()).await,
        ["-", "-", "none", "navigate", "document", "prefetch", "-"]
    );
    let (browser, mut app, log) = signed_in(Browser::new()).await;
    let evil = browser.page(EVIL);
    let blocked = |url: &str| Blocked::NotSpeculated { url: url.to_owned() };
    assert_eq!(evil.navigate(&mut app, Navigation::to(API).prefetch()).await.unwrap_err(), blocked(API));
    assert_eq!(evil.navigate(&mut app, Navigation::to(OTHER).prerender()).await.unwrap_err(), blocked(OTHER));
    let insecure = Navigation::to("http://evil.example/").prefetch();
    assert_eq!(evil.navigate(&mut app, insecure).await.unwrap_err(), blocked("http://evil.example/"));
    assert!(log.take().is_empty());
}

#[tokio::test]
async fn a_form_is_redirected() {
    let (browser, mut app, log) = signed_in(Browser::new()).await;
    let evil = browser.page(EVIL);
    for (path, expected) in [("307", ["POST", "null", "a=1"]), ("303", ["GET", "-", ""])] {
        let form = Navigation::post(&format!("https://api.example.com/{path}"), "a=1");
        let response = evil.navigate(&mut app, form).await.unwrap();
        assert_eq!((response.url(), response.is_redirected()), (OTHER, true));
        let request = log.last();
        let length = header(&request, "content-length");
        assert_eq!([request.method().as_str(), &header(&request, "origin")], expected[..2]);
        assert_eq!(length, if expected[2].is_empty() { "-" } else { "3" });
    }
    let link = |path| Navigation::to(&format!("https://api.example.com{path}"));
    assert_eq!(evil.navigate(&mut app, link("/201")).await.unwrap().status(), StatusCode::CREATED);
    assert_eq!(evil.navigate(&mut app, link("/loop")).await.unwrap_err(), Blocked::TooManyRedirects);
    let location = "x:y".to_owned();
    assert_eq!(evil.navigate(&mut app, link("/odd")).await.unwrap_err(), Blocked::RedirectLocation { location });
}

#[tokio::test]
async fn an_own_form_that_is_redirected_to_another_origin_is_without_origin_in_chromium() {
    for (browser, origin) in [
        (Browser::new as fn() -> Browser, "https://api.example.com"),
        (Browser::firefox, "https://api.example.com"),
        (Browser::chromium, "null"),
    ] {
        let (browser, mut app, log) = signed_in(browser()).await;
        let form = Navigation::post("https://api.example.com/307", "a=1");
        browser.page("https://api.example.com").navigate(&mut app, form).await.unwrap();
        assert_eq!(header(&log.last(), "origin"), origin);
    }
}

#[tokio::test]
async fn frames_of_secure_pages_are_secure() {
    let (browser, mut app, log) = signed_in(Browser::new()).await;
    let (evil, url) = (browser.page(EVIL), "http://api.example.com/");
    let blocked = evil.navigate(&mut app, Navigation::to(url).in_iframe()).await.unwrap_err();
    assert_eq!(blocked, Blocked::MixedContent { url: url.to_owned() });
    evil.navigate(&mut app, Navigation::post(url, "a=1")).await.unwrap();
    let request = log.one();
    assert_eq!(SENT.map(|name| header(&request, name))[..3], ["null", "u=1", "-"]);
}

#[tokio::test]
async fn beacons_have_cookies() {
    for (browser, cookies) in
        [(Browser::new as fn() -> Browser, "n=1; u=1"), (Browser::firefox, "n=1; u=1"), (Browser::chromium, "n=1")]
    {
        let (browser, mut app, log) = signed_in(browser()).await;
        let evil = browser.page(EVIL);
        assert_eq!(evil.fetch(&mut app, Request::beacon(API, "x")).await.unwrap_err(), Blocked::Opaque);
        let request = log.one();
        assert_eq!(
            SENT.map(|name| header(&request, name)),
            [EVIL, cookies, "cross-site", "no-cors", "empty", "-", "text/plain;charset=UTF-8"]
        );
    }
}

#[tokio::test]
async fn cookies_that_another_site_causes_are_stored_if_a_tab_shows_the_response() {
    let own = |request: &axum::http::Request<()>| header(request, "cookie").contains("seen=1");
    let (browser, mut app, log) = signed_in(Browser::new()).await;
    let (evil, api) = (browser.page(EVIL), browser.page("https://api.example.com"));
    evil.fetch(&mut app, Request::beacon(API, "x")).await.unwrap_err();
    evil.fetch(&mut app, Request::get(API).mode(Mode::NoCors)).await.unwrap_err();
    api.fetch(&mut app, Request::get(API)).await.unwrap();
    assert!(!own(&log.last()), "a beacon of another site has set a strict cookie");
    evil.navigate(&mut app, Navigation::post(API, "a=1")).await.unwrap();
    api.fetch(&mut app, Request::get(API)).await.unwrap();
    assert!(own(&log.last()));
}
