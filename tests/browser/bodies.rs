//! What pages send in bodies, and what handlers receive.

use crate::service::{API, header, response, service};
use axum::Router;
use axum::body::Body;
use axum::extract::Request as Incoming;
use axum::http::StatusCode;
use axum::{Json, body::HttpBody};
use handler_cors::testing::{Browser, Mode, Request};
use handler_cors::{CorsRouter, cors};
use http_body_util::BodyExt;
use std::collections::HashMap;

const PAGE: &str = "https://app.example.com";

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn count(Json(widgets): Json<HashMap<String, u32>>) -> Json<u32> {
    Json(widgets.values().sum())
}

/// The length that is announced, and the pieces.
#[cors(origins = ["https://app.example.com"], methods = [PUT])]
async fn upload(request: Incoming) -> String {
    let length = request.headers().get("content-length").cloned();
    let mut body: Body = request.into_body();
    let mut text = format!("{length:?} {:?}", body.size_hint().exact());
    while let Some(Ok(frame)) = body.frame().await {
        text += &format!(" {:?}", frame.into_data().unwrap());
    }
    text
}

fn app() -> Router {
    CorsRouter::new().route("/widgets", (count, upload)).into()
}

#[tokio::test]
async fn json_is_sent_and_read() {
    let request = Request::post(API).json(&HashMap::from([("sprocket", 3), ("cog", 4)]));
    let response = Browser::at(PAGE).fetch(&mut app(), request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.json::<u32>(), 7);
}

/// The header is the script's: it goes where the script cannot set it, or sets another one.
#[tokio::test]
async fn the_content_type_of_json_is_a_header_of_the_script() {
    let json = || Request::post(API).json("sprocket");
    for (request, expected) in [
        (json(), "application/json"),
        (json().header("content-type", "application/vnd.api+json"), "application/vnd.api+json"),
        (json().mode(Mode::NoCors), "text/plain;charset=UTF-8"),
    ] {
        let (mut app, log) =
            service(|_| response("200\naccess-control-allow-origin: *\naccess-control-allow-headers: *"));
        let _ = Browser::at(PAGE).fetch(&mut app, request).await;
        let last = log.last();
        assert_eq!([header(&last, "content-type"), header(&last, "content-length")], [expected, "10"]);
    }
}

#[tokio::test]
async fn a_stream_arrives_in_pieces_and_has_no_length() {
    for (request, expected) in [
        (Request::put(API).stream(["one", "two"]), r#"None None b"one" b"two""#),
        (Request::put(API).stream([vec![1]]), r#"None None b"\x01""#),
        (Request::put(API).body("one"), r#"Some("3") Some(3) b"one""#),
        (Request::put(API).body(""), r#"Some("0") Some(0)"#),
    ] {
        let response = Browser::at(PAGE).fetch(&mut app(), request).await.unwrap();
        assert_eq!(response.text(), expected);
    }
}

#[tokio::test]
#[should_panic(expected = "the value cannot be JSON: key must be a string")]
async fn keys_of_json_are_strings() {
    let _ = Request::post(API).json(&HashMap::from([((), 1)]));
}

#[tokio::test]
#[should_panic(expected = "expected u32 at line 1 column 6\n\nstatus 200, body:\n\"name\"")]
async fn json_of_another_type_is_shown() {
    let (mut app, _) = service(|_| {
        let mut response = response("200\naccess-control-allow-origin: *");
        *response.body_mut() = "\"name\"".into();
        response
    });
    let response = Browser::at(PAGE).fetch(&mut app, Request::get(API)).await.unwrap();
    let _ = response.json::<u32>();
}
