//! Requests that fail before anything is sent.

use crate::service::{API, responding};
use handler_cors::testing::{Browser, Mode, Redirect, Request};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[tokio::test]
async fn invalid_requests_are_not_sent() {
    let rows = [
        (Request::new("trace", API), "`trace` is a forbidden method: browsers never let scripts send it"),
        (Request::new("CONNECT", API), "`CONNECT` is a forbidden method: browsers never let scripts send it"),
        (Request::get(API).text("x"), "a `GET` request cannot have a body"),
        (Request::put(API).mode(Mode::NoCors), "a `no-cors` request must be GET, HEAD or POST, not `PUT`"),
        (Request::post(API).mode(Mode::NoCors).stream(["x"]), "a `no-cors` request cannot stream its body"),
        (
            Request::get(API).mode(Mode::NoCors).redirect(Redirect::Manual),
            "the redirect mode of a `no-cors` request must be `follow`",
        ),
        (Request::get("https://user:secret@api.example.com/"), "the URL contains a user name or a password"),
        (
            Request::get(API).mode(Mode::SameOrigin),
            "`https://api.example.com/widgets` is cross-origin, and the mode of the request is `same-origin`",
        ),
    ];
    for (request, expected) in rows {
        let (mut app, log) = responding("200", "200\naccess-control-allow-origin: *");
        let blocked = Browser::at("https://app.example.com").fetch(&mut app, request).await.unwrap_err();
        assert_eq!(blocked.to_string(), expected);
        assert_eq!(log.take(), [""; 0], "{expected}");
    }
}

#[test]
fn invalid_arguments_panic() {
    let panics = |start: &dyn Fn()| {
        let payload = catch_unwind(AssertUnwindSafe(start)).unwrap_err();
        *payload.downcast::<String>().unwrap()
    };
    for (text, expected) in [
        (panics(&|| drop(Browser::at("https://*.example.com"))), "`https://*.example.com` is not an origin"),
        (panics(&|| drop(Browser::at("https://app.example.com/"))), "`https://app.example.com/` ends with a slash"),
        (panics(&|| drop(Request::get("/widgets"))), "`/widgets` is not an absolute http(s) URL"),
        (panics(&|| drop(Request::new("GET IT", API))), "`GET IT` is not a method"),
        (panics(&|| drop(Request::get(API).header("x a", ""))), "`x a` is not a header name"),
        (panics(&|| drop(Request::get(API).header("x-a", "a\nb"))), "`a\\nb` is not a header value"),
    ] {
        assert!(text.starts_with(expected), "{text}");
    }
}
