//! What fails before anything is sent.

use crate::service::{API, answering};
use handler_cors::testing::{Browser, Mode, Redirect, Request};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[tokio::test]
async fn nothing_is_sent_that_no_page_can_send() {
    let rows = [
        (Request::new("trace", API), "no page can send `trace`"),
        (Request::new("CONNECT", API), "no page can send `CONNECT`"),
        (Request::get(API).text("x"), "a page can send no body with `GET`"),
        (Request::put(API).mode(Mode::NoCors), "a `no-cors` request is GET, HEAD or POST, not `PUT`"),
        (Request::post(API).mode(Mode::NoCors).stream("x"), "a `no-cors` request cannot stream its body"),
        (
            Request::get(API).mode(Mode::NoCors).redirect(Redirect::Manual),
            "a `no-cors` request has to follow redirects",
        ),
        (
            Request::get("https://user:secret@api.example.com/"),
            "a page can fetch no URL with a user name or a password in it",
        ),
        (
            Request::get(API).mode(Mode::SameOrigin),
            "`https://api.example.com/widgets` is of another origin, and the request's mode is `same-origin`",
        ),
    ];
    for (request, expected) in rows {
        let (mut app, log) = answering("200", "200\naccess-control-allow-origin: *");
        let blocked = Browser::at("https://app.example.com").fetch(&mut app, request).await.unwrap_err();
        assert_eq!(blocked.to_string(), expected);
        assert_eq!(log.take(), [""; 0], "{expected}");
    }
}

#[test]
fn a_faulty_test_is_told_so() {
    let panics = |start: &dyn Fn()| {
        let payload = catch_unwind(AssertUnwindSafe(start)).unwrap_err();
        *payload.downcast::<String>().unwrap()
    };
    for (text, expected) in [
        (panics(&|| drop(Browser::at("https://*.example.com"))), "`https://*.example.com` is no origin"),
        (panics(&|| drop(Browser::at("https://app.example.com/"))), "`https://app.example.com/` ends in a slash"),
        (panics(&|| drop(Request::get("/widgets"))), "`/widgets` is no absolute URL"),
        (panics(&|| drop(Request::new("GET IT", API))), "`GET IT` is no method"),
        (panics(&|| drop(Request::get(API).header("x a", ""))), "`x a` is no name of a header"),
        (panics(&|| drop(Request::get(API).header("x-a", "a\nb"))), "`a\\nb` is no value of a header"),
    ] {
        assert!(text.starts_with(expected), "{text}");
    }
}
