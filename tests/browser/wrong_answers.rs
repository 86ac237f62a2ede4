//! What makes an answer unreadable, and the words for it.

use crate::service::{API, answering};
use handler_cors::testing::{Blocked, Browser, Credentials, Request, Stage};

const GRANT: &str = "204
    access-control-allow-origin: https://app.example.com
    access-control-allow-methods: PUT
    access-control-allow-headers: x-a";

async fn blocked(preflight: &'static str, actual: &'static str, request: Request) -> Blocked {
    let (mut app, _) = answering(preflight, actual);
    Browser::at("https://app.example.com").fetch(&mut app, request).await.unwrap_err()
}

async fn check(rows: &[(&'static str, Request, &str)], of_preflight: bool) {
    for (text, request, expected) in rows {
        let (preflight, actual) = if of_preflight { (*text, "200") } else { (GRANT, *text) };
        let blocked = blocked(preflight, actual, request.clone()).await;
        assert_eq!(blocked.to_string(), *expected, "the words (left) for:\n{text}\n");
    }
}

#[tokio::test]
async fn answers_that_the_page_may_not_read() {
    let (get, with_cookies) = (Request::get(API), Request::get(API).credentials(Credentials::Include));
    check(
        &[
            (
                "200",
                get.clone(),
                "the answer has no `Access-Control-Allow-Origin`, which has to be `https://app.example.com`",
            ),
            (
                "200\naccess-control-allow-origin: https://www.example.com",
                get.clone(),
                "the answer has `https://www.example.com` in `Access-Control-Allow-Origin`, and the page is of \
                 `https://app.example.com`",
            ),
            (
                "200\naccess-control-allow-origin: https://APP.example.com",
                get.clone(),
                "the answer has `https://APP.example.com` in `Access-Control-Allow-Origin`, and the page is of \
                 `https://app.example.com`",
            ),
            (
                "200\naccess-control-allow-origin: https://app.example.com/",
                get.clone(),
                "the answer has `https://app.example.com/` in `Access-Control-Allow-Origin`, and the page is of \
                 `https://app.example.com`",
            ),
            (
                "200\naccess-control-allow-origin: *\naccess-control-allow-origin: *",
                get.clone(),
                "the answer has several values in `Access-Control-Allow-Origin`, `*, *`, where one may be",
            ),
            (
                "200\naccess-control-allow-origin: *\naccess-control-allow-credentials: true",
                with_cookies.clone(),
                "the answer to a credentialed request has `*` in `Access-Control-Allow-Origin`",
            ),
            (
                "200\naccess-control-allow-origin: https://app.example.com",
                with_cookies.clone(),
                "the answer to a credentialed request has no `Access-Control-Allow-Credentials: true`",
            ),
            (
                "200\naccess-control-allow-origin: https://app.example.com\naccess-control-allow-credentials: True",
                with_cookies,
                "the answer to a credentialed request has `Access-Control-Allow-Credentials: True`, not `true`",
            ),
            ("500", get, "the answer has no `Access-Control-Allow-Origin`, which has to be `https://app.example.com`"),
        ],
        false,
    )
    .await;
}

#[tokio::test]
async fn preflights_that_let_nothing_through() {
    let (put, with_a) = (Request::put(API), Request::get(API).header("x-a", "1"));
    check(
        &[
            (
                "401",
                put.clone(),
                "the preflight was answered 401 by something in front of the handler: preflights carry no credentials to \
                 log in with",
            ),
            (
                "403",
                put.clone(),
                "the preflight was answered 403: nothing there admits `https://app.example.com` to `PUT`, or something in \
                 front of the handler refuses",
            ),
            ("404", put.clone(), "the preflight was answered 404: there is no such path"),
            ("405", put.clone(), "the preflight was answered 405: nothing there answers OPTIONS"),
            ("429", put.clone(), "the preflight was answered 429 by something in front of the handler, or by its failure"),
            ("304", put.clone(), "the preflight was answered 304, and has to be answered 200 to 299"),
            (
                "301\nlocation: https://api.example.com/widgets/",
                put.clone(),
                "the preflight was redirected (301) to `https://api.example.com/widgets/`, and browsers do not follow",
            ),
            (
                "204",
                put.clone(),
                "the preflight's answer has no `Access-Control-Allow-Origin`, which has to be `https://app.example.com`",
            ),
            (
                "204\naccess-control-allow-origin: *",
                put.clone(),
                "`PUT` is not among the allowed methods (there are none)",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-methods: GET, put",
                put.clone(),
                "`PUT` is not among the allowed methods (`GET, put`)",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-methods: GET PUT",
                put.clone(),
                "`GET PUT` in `Access-Control-Allow-Methods` is no list of methods",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-headers: x-a; x-b",
                with_a.clone(),
                "`x-a; x-b` in `Access-Control-Allow-Headers` is no list of header names",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-headers: x-b",
                with_a.clone().header("content-type", "application/json"),
                "`content-type` and `x-a` are not among the allowed headers (`x-b`)",
            ),
            (
                "204\naccess-control-allow-origin: *\naccess-control-allow-headers: *",
                with_a.clone().header("authorization", "Bearer 1"),
                "`authorization` is not among the allowed headers (`*`); `*` stands neither for `authorization` nor, with \
                 credentials, for anything",
            ),
            (
                "204
                 access-control-allow-origin: https://app.example.com
                 access-control-allow-credentials: true
                 access-control-allow-methods: *",
                put.credentials(Credentials::Include),
                "`PUT` is not among the allowed methods (`*`); `*` stands neither for `authorization` nor, with credentials, \
                 for anything",
            ),
            (
                "204
                 access-control-allow-origin: https://app.example.com
                 access-control-allow-credentials: true
                 access-control-allow-headers: *",
                with_a.credentials(Credentials::Include),
                "`x-a` is not among the allowed headers (`*`); `*` stands neither for `authorization` nor, with \
                 credentials, for anything",
            ),
        ],
        true,
    )
    .await;
}

#[tokio::test]
async fn the_reasons_are_typed() {
    let request = Request::get(API).header("content-type", "application/json");
    let names = vec!["content-type".to_owned()];
    assert_eq!(
        blocked(GRANT, "200", request).await,
        Blocked::HeadersNotAllowed { names, allowed: vec!["x-a".to_owned()] }
    );
    assert_eq!(
        blocked(GRANT, "200", Request::put(API)).await,
        Blocked::AllowOriginMissing { stage: Stage::Answer, origin: "https://app.example.com".to_owned() }
    );
}

#[tokio::test]
async fn a_service_that_fails_is_no_answer() {
    let mut app = tower::service_fn(|_: axum::extract::Request| async {
        Err::<axum::response::Response, _>(std::io::Error::other("connection reset"))
    });
    let blocked = Browser::at("https://app.example.com").fetch(&mut app, Request::get(API)).await.unwrap_err();
    assert_eq!(blocked.to_string(), "there was no answer: connection reset");
}

#[tokio::test]
async fn white_space_and_empty_members_do_not_matter() {
    let grant = "204
        access-control-allow-origin:   https://app.example.com
        access-control-allow-methods: , PUT ,,
        access-control-allow-methods: DELETE
        access-control-allow-headers: X-B,\tX-A";
    let (mut app, _) = answering(grant, "200\naccess-control-allow-origin: https://app.example.com");
    let page = Browser::at("https://app.example.com");
    page.fetch(&mut app, Request::put(API).header("x-a", "1").header("X-b", "2")).await.unwrap();
    page.fetch(&mut app, Request::delete(API)).await.unwrap();
}
