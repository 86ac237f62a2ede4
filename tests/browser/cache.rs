//! The preflight cache: which requests it allows, and for how long.

use crate::service::{API, header, responding, response, service};
use handler_cors::testing::{Browser, Credentials, Page, Redirect, Request};
use std::time::Duration;

const READABLE: &str = "200
    access-control-allow-origin: https://app.example.com
    access-control-allow-credentials: true";

/// Allows everything that is requested, for a minute or for the age in the query of the URL.
fn generous() -> (crate::service::Service, crate::service::Log) {
    service(|request| {
        let requests = header(request, "access-control-request-method");
        if requests == "-" {
            return response(&READABLE.replace("https://app.example.com", &header(request, "origin")));
        }
        let names = header(request, "access-control-request-headers");
        let age = request.uri().query().unwrap_or("60");
        response(&format!(
            "204
             access-control-allow-origin: {}
             access-control-allow-credentials: true
             access-control-allow-methods: {requests}
             access-control-allow-headers: {names}
             access-control-max-age: {age}",
            header(request, "origin")
        ))
    })
}

/// The methods of the requests of one fetch.
async fn methods(
    page: &Page,
    app: &mut crate::service::Service,
    log: &crate::service::Log,
    request: Request,
) -> String {
    let _ = page.fetch(app, request).await;
    let requests = log.take();
    let methods: Vec<_> = requests.iter().map(|line| line.split(' ').next().unwrap()).collect();
    methods.join(" ")
}

#[tokio::test]
async fn header_names_are_cached_for_every_method_of_a_url() {
    let (mut app, log) = generous();
    let page = Browser::at("https://app.example.com");
    let with_a = |method| Request::new(method, API).header("x-a", "1");
    assert_eq!(methods(&page, &mut app, &log, with_a("PUT")).await, "OPTIONS PUT");
    assert_eq!(methods(&page, &mut app, &log, with_a("PUT")).await, "PUT");
    // Without enforcement the handler would run: there was no preflight for POST.
    assert_eq!(methods(&page, &mut app, &log, with_a("POST")).await, "POST");
    assert_eq!(methods(&page, &mut app, &log, with_a("DELETE")).await, "OPTIONS DELETE");
    assert_eq!(methods(&page, &mut app, &log, with_a("POST").header("x-b", "1")).await, "OPTIONS POST");
}

#[tokio::test]
async fn cache_entries_add_up() {
    let (mut app, log) = generous();
    let page = Browser::at("https://app.example.com");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API).header("x-a", "1")).await, "OPTIONS PUT");
    assert_eq!(methods(&page, &mut app, &log, Request::delete(API).header("x-b", "1")).await, "OPTIONS DELETE");
    let request = Request::put(API).header("x-a", "1").header("x-b", "1");
    assert_eq!(methods(&page, &mut app, &log, request).await, "PUT");
}

#[tokio::test]
async fn cache_entries_have_a_page_origin_a_url_and_a_credentials_mode() {
    let (mut app, log) = generous();
    let browser = Browser::new();
    let page = browser.page("https://app.example.com");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "OPTIONS PUT");
    assert_eq!(methods(&browser.page("https://app.example.com"), &mut app, &log, Request::put(API)).await, "PUT");
    assert_eq!(
        methods(&browser.page("https://www.example.com"), &mut app, &log, Request::put(API)).await,
        "OPTIONS PUT"
    );
    assert_eq!(
        methods(&Browser::at("https://app.example.com"), &mut app, &log, Request::put(API)).await,
        "OPTIONS PUT"
    );
    let other = Request::put("https://api.example.com/widgets?");
    assert_eq!(methods(&page, &mut app, &log, other).await, "OPTIONS PUT");
    let credentialed = Request::put(API).credentials(Credentials::Include);
    assert_eq!(methods(&page, &mut app, &log, credentialed.clone()).await, "OPTIONS PUT");
    assert_eq!(methods(&page, &mut app, &log, credentialed).await, "PUT");
    // Two opaque origins are never equal.
    let (one, two) = (browser.page("null"), browser.page("null"));
    assert_eq!(methods(&one, &mut app, &log, Request::put(API)).await, "OPTIONS PUT");
    assert_eq!(methods(&two, &mut app, &log, Request::put(API)).await, "OPTIONS PUT");
}

#[tokio::test]
async fn entries_of_requests_with_credentials_hold_without_them() {
    let (mut app, log) = generous();
    let page = Browser::at("https://app.example.com");
    let credentialed = Request::put(API).credentials(Credentials::Include);
    assert_eq!(methods(&page, &mut app, &log, credentialed).await, "OPTIONS PUT");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "PUT");
}

#[tokio::test]
async fn cache_entries_expire() {
    let ages = [("60", 59, true), ("60", 60, false), ("0", 0, false), ("-1", 4, true), ("x", 5, false), ("", 4, true)];
    let caps = [("86400", 7199, true), ("86400", 7200, false), ("99999999999999999999999", 7199, true)];
    for (age, after, is_kept) in ages.into_iter().chain(caps) {
        let (mut app, log) = generous();
        let page = Browser::at("https://app.example.com");
        let request = Request::put(&format!("{API}?{age}"));
        assert_eq!(methods(&page, &mut app, &log, request.clone()).await, "OPTIONS PUT");
        page.browser().advance(Duration::from_secs(after));
        let expected = if is_kept { "PUT" } else { "OPTIONS PUT" };
        assert_eq!(methods(&page, &mut app, &log, request).await, expected, "max-age {age:?} after {after} s");
    }
}

#[tokio::test]
async fn the_default_age_is_five_seconds() {
    const ALLOWING: &str = "204\naccess-control-allow-origin: *\naccess-control-allow-methods: PUT";
    let (mut app, log) = responding(ALLOWING, READABLE);
    let page = Browser::at("https://app.example.com");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "OPTIONS PUT");
    page.browser().advance(Duration::from_millis(4_999));
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "PUT");
    page.browser().advance(Duration::from_millis(1));
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "OPTIONS PUT");
}

#[tokio::test]
async fn a_wildcard_is_cached_as_one_except_with_credentials() {
    const ALLOWING: &str = "204
        access-control-allow-origin: https://app.example.com
        access-control-allow-credentials: true
        access-control-allow-methods: *
        access-control-allow-headers: *, authorization
        access-control-max-age: 60";
    let (mut app, log) = responding(ALLOWING, READABLE);
    let page = Browser::at("https://app.example.com");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "OPTIONS PUT");
    let everything = Request::delete(API).header("x-a", "1").header("authorization", "1");
    assert_eq!(methods(&page, &mut app, &log, everything).await, "DELETE");

    let page = Browser::at("https://app.example.com");
    let credentialed = |request: Request| request.credentials(Credentials::Include);
    let post = credentialed(Request::post(API).header("authorization", "1"));
    assert_eq!(methods(&page, &mut app, &log, post).await, "OPTIONS POST");
    assert_eq!(methods(&page, &mut app, &log, credentialed(Request::put(API))).await, "OPTIONS");
    // Such a `*` is not a wildcard for later requests without credentials either.
    let page = Browser::at("https://app.example.com");
    let post = credentialed(Request::post(API).header("authorization", "1"));
    assert_eq!(methods(&page, &mut app, &log, post).await, "OPTIONS POST");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "OPTIONS PUT");
}

#[tokio::test]
async fn denied_preflights_are_not_cached_and_failures_clear_the_cache() {
    let (mut app, log) = responding("403", READABLE);
    let page = Browser::at("https://app.example.com");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "OPTIONS");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "OPTIONS");

    let (mut app, log) = responding("204\naccess-control-allow-origin: *\naccess-control-allow-methods: PUT", "500");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "OPTIONS PUT");
    assert_eq!(methods(&page, &mut app, &log, Request::put(API)).await, "OPTIONS PUT");
}

#[tokio::test]
async fn a_manual_redirect_does_not_clear_the_cache() {
    const ALLOWING: &str = "204\naccess-control-allow-origin: *\naccess-control-allow-methods: PUT";
    let (mut app, log) = responding(ALLOWING, "302\naccess-control-allow-origin: *\nlocation: /");
    let page = Browser::at("https://app.example.com");
    let put = || Request::put(API).redirect(Redirect::Manual);
    assert_eq!(methods(&page, &mut app, &log, put()).await, "OPTIONS PUT");
    assert_eq!(methods(&page, &mut app, &log, put()).await, "PUT");
}

#[tokio::test]
async fn responses_add_up_but_in_chromium_the_newest_counts() {
    let with_a = |method| Request::new(method, API).header("x-a", "1");
    for (browser, expected) in [
        (Browser::new as fn() -> Browser, ["PUT", "DELETE"]),
        (Browser::firefox, ["PUT", "DELETE"]),
        (Browser::chromium, ["OPTIONS PUT", "OPTIONS DELETE"]),
    ] {
        let (mut app, log) = generous();
        let page = browser().page("https://app.example.com");
        assert_eq!(methods(&page, &mut app, &log, with_a("PUT")).await, "OPTIONS PUT");
        assert_eq!(methods(&page, &mut app, &log, Request::delete(API)).await, "OPTIONS DELETE");
        let again = [
            methods(&page, &mut app, &log, with_a("PUT")).await,
            methods(&page, &mut app, &log, with_a("DELETE")).await,
        ];
        assert_eq!(again, expected);
    }
}

#[tokio::test]
async fn browsers_differ_in_what_they_cache() {
    const FAILING: &str = "204\naccess-control-allow-origin: *\naccess-control-allow-methods: PUT";
    let browsers = [Browser::new as fn() -> Browser, Browser::chromium, Browser::firefox];
    let put = || Request::put(API);
    let day = || Request::put(&format!("{API}?86400"));
    let negative = || Request::put(&format!("{API}?-1"));
    for (browser, [shared, opaque, failed, long, odd]) in browsers.into_iter().zip([
        ["PUT", "PUT", "OPTIONS PUT", "OPTIONS PUT", "PUT"],
        ["PUT", "OPTIONS PUT", "PUT", "OPTIONS PUT", "OPTIONS PUT"],
        ["OPTIONS PUT", "PUT", "OPTIONS PUT", "PUT", "PUT"],
    ]) {
        let (mut app, log) = generous();
        let browser = browser();
        let page = browser.page("https://app.example.com");
        methods(&page, &mut app, &log, put().credentials(Credentials::Include)).await;
        assert_eq!(methods(&page, &mut app, &log, put()).await, shared);
        let frame = browser.page("null");
        methods(&frame, &mut app, &log, put()).await;
        assert_eq!(methods(&frame, &mut app, &log, put()).await, opaque);
        methods(&page, &mut app, &log, negative()).await;
        assert_eq!(methods(&page, &mut app, &log, negative()).await, odd);
        methods(&page, &mut app, &log, day()).await;
        browser.advance(Duration::from_secs(7200));
        assert_eq!(methods(&page, &mut app, &log, day()).await, long);
        let (mut app, log) = responding(FAILING, "500");
        let page = browser.page("https://www.example.com");
        methods(&page, &mut app, &log, put()).await;
        assert_eq!(methods(&page, &mut app, &log, put()).await, failed);
    }
}

#[tokio::test]
async fn browsers_differ_in_what_is_left_in_the_cache() {
    const LISTING: &str = "204
        access-control-allow-origin: *
        access-control-allow-methods: PUT, DELETE
        access-control-allow-headers: x-a
        access-control-max-age: 60";
    const ALL: &str = "204
        access-control-allow-origin: *
        access-control-allow-methods: *
        access-control-allow-headers: *
        access-control-max-age: 60";
    let with = |method, name: &str| Request::new(method, API).header(name, "1");
    let put = || Request::put(API);
    // It fails without a preflight, since `*` is not enough for credentials.
    let credentialed = Request::get(API).credentials(Credentials::Include);
    let rows = [
        (LISTING, [put(), credentialed, put()], ["PUT", "PUT", "OPTIONS PUT"]),
        (LISTING, [put(), with("PUT", "x-a"), with("HEAD", "x-a")], ["HEAD", "HEAD", "OPTIONS HEAD"]),
        (LISTING, [put(), with("PUT", "x-b"), put()], ["OPTIONS PUT", "OPTIONS PUT", "OPTIONS PUT"]),
        (ALL, [put(), put(), put()], ["PUT", "PUT", "OPTIONS PUT"]),
    ];
    let browsers = [Browser::new as fn() -> Browser, Browser::chromium, Browser::firefox];
    for (allowing, [first, second, third], expected) in rows {
        for (browser, expected) in browsers.into_iter().zip(expected) {
            let (mut app, log) = responding(allowing, "200\naccess-control-allow-origin: *");
            let page = browser().page("https://app.example.com");
            methods(&page, &mut app, &log, first.clone()).await;
            methods(&page, &mut app, &log, second.clone()).await;
            assert_eq!(methods(&page, &mut app, &log, third.clone()).await, expected);
        }
    }
}

#[tokio::test]
async fn an_age_of_zero_ends_older_entries_but_not_in_firefox() {
    let with_a = |method| Request::new(method, API).header("x-a", "1");
    for (browser, expected) in [
        (Browser::new as fn() -> Browser, "OPTIONS POST"),
        (Browser::chromium, "OPTIONS POST"),
        (Browser::firefox, "POST"),
    ] {
        let (mut app, log) = service(|request| {
            let method = header(request, "access-control-request-method");
            let age = if method == "PUT" { 60 } else { 0 };
            response(&format!(
                "204
                 access-control-allow-origin: *
                 access-control-allow-methods: {method}
                 access-control-allow-headers: x-a
                 access-control-max-age: {age}"
            ))
        });
        let page = browser().page("https://app.example.com");
        assert_eq!(methods(&page, &mut app, &log, with_a("PUT")).await, "OPTIONS PUT");
        assert_eq!(methods(&page, &mut app, &log, with_a("DELETE")).await, "OPTIONS DELETE");
        assert_eq!(methods(&page, &mut app, &log, with_a("POST")).await, expected);
    }
}
