//! What makes a response unreadable, and the message for it.

use crate::service::{API, responding};
use axum::http::header::{CONTENT_TYPE, HeaderName};
use handler_cors::testing::{Blocked, Browser, Credentials, Request, Stage};

const ALLOWING: &str = "204
    access-control-allow-origin: https://app.example.com
    access-control-allow-methods: PUT
    access-control-allow-headers: x-a";

async fn blocked(preflight: &'static str, actual: &'static str, request: Request) -> Blocked {
    let (mut app, _) = responding(preflight, actual);
    Browser::at("https://app.example.com").fetch(&mut app, request).await.unwrap_err()
}

async fn check(rows: &[(&'static str, Request, &str)], is_preflight: bool) {
    for (text, request, expected) in rows {
        let (preflight, actual) = if is_preflight { (*text, "200") } else { (ALLOWING, *text) };
        let blocked = blocked(preflight, actual, request.clone()).await;
        assert_eq!(blocked.to_string(), *expected, "the message (left) for:\n{text}\n");
    }
}

#[tokio::test]
async fn responses_that_fail_the_cors_check() {
    let (get, with_cookies) = (Request::get(API), Request::get(API).credentials(Credentials::Include));
    check(
        &[
            (
                "200",
                get.clone(),
                "the response has no `Access-Control-Allow-Origin` header; it must be `https://app.example.com`",
            ),
            (
                "200\naccess-control-allow-origin: https://www.example.com",
                get.clone(),
                "the response has `Access-Control-Allow-Origin: https://www.example.com`, but the origin of the page is \
                 `https://app.example.com`",
            ),
            (
                "200\naccess-control-allow-origin: https://APP.example.com",
                get.clone(),
                "the response has `Access-Control-Allow-Origin: https://APP.example.com`, but the origin of the page is \
                 `https://app.example.com`",
            ),
            (
                "200\naccess-control-allow-origin: https://app.example.com/",
                get.clone(),
                "the response has `Access-Control-Allow-Origin: https://app.example.com/`, but the origin of the page is \
                 `https://app.example.com`",
            ),
            (
                "200\naccess-control-allow-origin: *\naccess-control-allow-origin: *",
                get.clone(),
                "the response has multiple values in `Access-Control-Allow-Origin` (`*, *`); only one is allowed",
            ),
            (
                "200\naccess-control-allow-origin: *\naccess-control-allow-credentials: true",
                with_cookies.clone(),
                "the response has `Access-Control-Allow-Origin: *`, but the request includes credentials",
            ),
            (
                "200\naccess-control-allow-origin: https://app.example.com",
                with_cookies.clone(),
                "the response has no `Access-Control-Allow-Credentials: true`, but the request includes credentials",
            ),
            (
                "200\naccess-control-allow-origin: https://app.example.com\naccess-control-allow-credentials: True",
                with_cookies,
                "the response has `Access-Control-Allow-Credentials: True`; it must be `true`",
            ),
            ("500", get, "the response has no `Access-Control-Allow-Origin` header; it must be `https://app.example.com`"),
        ],
        false,
    )
    .await;
}

#[tokio::test]
async fn preflight_responses_that_do_not_allow_the_request() {
    let (put, with_a) = (Request::put(API), Request::get(API).header("x-a", "1"));
    check(
        &[
            (
                "401",
                put.clone(),
                "the preflight response has status 401: a layer outside CORS requires credentials, which preflights never \
                 include",
            ),
            (
                "403",
                put.clone(),
                "the preflight response has status 403: `PUT` is not allowed from `https://app.example.com`, or a layer \
                 outside CORS rejects the preflight",
            ),
            ("404", put.clone(), "the preflight response has status 404: no route matches the path"),
            ("405", put.clone(), "the preflight response has status 405: the server does not handle OPTIONS"),
            ("429", put.clone(), "the preflight response has status 429: a layer outside CORS responded, or failed"),
            ("304", put.clone(), "the preflight response has status 304; it must be 200 to 299"),
            (
                "301\nlocation: https://api.example.com/widgets/",
                put.clone(),
                "the preflight response is a redirect (301) to `https://api.example.com/widgets/`, which browsers do not follow",
            ),
            (
                "204",
                put.clone(),
                "the preflight response has no `Access-Control-Allow-Origin` header; it must be `https://app.example.com`",
            ),
            (
                "204\naccess-control-allow-origin: *",
                put.clone(),
                "`PUT` is not in `Access-Control-Allow-Methods` (empty)",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-methods: GET, put",
                put.clone(),
                "`PUT` is not in `Access-Control-Allow-Methods` (`GET, put`)",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-methods: GET PUT",
                put.clone(),
                "malformed `Access-Control-Allow-Methods`: `GET PUT` is not a list of methods",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-headers: x-a; x-b",
                with_a.clone(),
                "malformed `Access-Control-Allow-Headers`: `x-a; x-b` is not a list of header names",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-headers: x-b",
                with_a.clone().header("content-type", "application/json"),
                "`content-type` and `x-a` are not in `Access-Control-Allow-Headers` (`x-b`)",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-headers: *",
                with_a.clone().header("authorization", "Bearer 1"),
                "`authorization` is not in `Access-Control-Allow-Headers` (`*`); `*` never covers `authorization`, and is not a wildcard if the \
                 request includes credentials",
            ),
            (
                "204
                 access-control-allow-origin: https://app.example.com
                 access-control-allow-credentials: true
                 access-control-allow-methods: *",
                put.credentials(Credentials::Include),
                "`PUT` is not in `Access-Control-Allow-Methods` (`*`); `*` never covers `authorization`, and is not a wildcard if the \
                 request includes credentials",
            ),
            (
                "204
                 access-control-allow-origin: https://app.example.com
                 access-control-allow-credentials: true
                 access-control-allow-headers: *",
                with_a.credentials(Credentials::Include),
                "`x-a` is not in `Access-Control-Allow-Headers` (`*`); `*` never covers `authorization`, and is not a wildcard if the \
                 request includes credentials",
            ),
        ],
        true,
    )
    .await;
}

#[tokio::test]
async fn errors_are_typed() {
    let request = Request::get(API).header("content-type", "application/json");
    let names = vec![CONTENT_TYPE];
    assert_eq!(
        blocked(ALLOWING, "200", request).await,
        Blocked::HeadersNotAllowed { names, allowed: vec![HeaderName::from_static("x-a")] }
    );
    assert_eq!(
        blocked(ALLOWING, "200", Request::put(API)).await,
        Blocked::AllowOriginMissing { stage: Stage::Response, origin: "https://app.example.com".to_owned() }
    );
}

#[tokio::test]
async fn a_failing_service_is_a_network_error() {
    let mut app =
        tower::service_fn(|_| async { Err::<axum::response::Response, _>(std::io::Error::other("connection reset")) });
    let blocked = Browser::at("https://app.example.com").fetch(&mut app, Request::get(API)).await.unwrap_err();
    assert_eq!(blocked.to_string(), "no response: connection reset");
}

#[tokio::test]
async fn white_space_and_empty_list_members_are_ignored() {
    let preflight = "204
        access-control-allow-origin:   https://app.example.com
        access-control-allow-methods: , PUT ,,
        access-control-allow-methods: DELETE
        access-control-allow-headers: X-B,\tX-A";
    let (mut app, _) = responding(preflight, "200\naccess-control-allow-origin: https://app.example.com");
    let page = Browser::at("https://app.example.com");
    page.fetch(&mut app, Request::put(API).header("x-a", "1").header("X-b", "2")).await.unwrap();
    page.fetch(&mut app, Request::delete(API)).await.unwrap();
}

/// The help is what the policy lacks.
#[tokio::test]
async fn the_help_names_what_to_write_in_the_policy() {
    let (get, with_cookies) = (Request::get(API), Request::get(API).credentials(Credentials::Include));
    let named = "200\naccess-control-allow-origin: https://app.example.com";
    for (preflight, actual, request, expected) in [
        (
            ALLOWING,
            "200",
            get,
            r#"allow the page by the policy of the request: `origins = ["https://app.example.com"]`"#,
        ),
        (
            ALLOWING,
            "200\naccess-control-allow-origin: *",
            with_cookies.clone(),
            "list the `origins` of the policy, instead of `*`, and add `credentials`",
        ),
        (ALLOWING, named, with_cookies, "add `credentials` to the policy"),
        (
            ALLOWING,
            named,
            Request::delete(API),
            "serve the method, under a policy that allows the page: `methods = [DELETE]`",
        ),
        (
            ALLOWING,
            named,
            Request::put(API).header("x-b", "1").json("sprocket"),
            r#"write `headers = ["x-a", "content-type", "x-b"]` in the policy"#,
        ),
        ("401", named, Request::put(API), ""),
    ] {
        assert_eq!(blocked(preflight, actual, request).await.help().unwrap_or_default(), expected);
    }
}

#[tokio::test]
#[should_panic(expected = "(`x-a`)\n\nhelp: write `headers = [\"x-a\", \"x-b\"]` in the policy")]
async fn unwrap_shows_the_help() {
    let (mut app, _) = responding(ALLOWING, "200");
    let request = Request::get(API).header("x-b", "1");
    Browser::at("https://app.example.com").fetch(&mut app, request).await.unwrap();
}
