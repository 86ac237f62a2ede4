//! Responses to everything except OPTIONS, in process and over a socket, in every arrangement of the application.

use crate::client::{TestRequest, serve};
use crate::fixture::{Db, app, check_everywhere};
use crate::http1;

#[tokio::test]
async fn rejected_request() {
    let rejected = "403
                   Vary: Origin";
    // Responses to GET can be cached, so they do not depend on Fetch Metadata.
    let stored = "403
                  Vary: Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Purpose";
    check_everywhere(&[
        ("POST /widgets\nOrigin: https://evil.example\n\nbolt", rejected),
        ("PUT /widgets\nOrigin: https://admin.example.com\n\nbolt", rejected),
        ("DELETE /widgets\nOrigin: https://app.example.com", rejected),
        ("DELETE /orders\nOrigin: null", rejected),
        ("GET /reports\nOrigin: https://evil.example", stored),
        ("HEAD /reports\nOrigin: https://evil.example", stored),
    ])
    .await;
}

#[tokio::test]
async fn request_under_a_policy_for_any_origin() {
    let widgets = "200
                   Access-Control-Allow-Origin: *
                   Access-Control-Expose-Headers: x-total-count

                   widgets";
    check_everywhere(&[
        ("GET /widgets", widgets),
        ("GET /widgets\nOrigin: https://app.example.com", widgets),
        ("GET /widgets\nOrigin: https://evil.example\nSec-Fetch-Site: cross-site", widgets),
        ("GET /widgets\nOrigin: null", widgets),
        ("GET /widgets\nOrigin: https://a.example\nOrigin: https://b.example", widgets),
        (
            "HEAD /widgets",
            "200
             Access-Control-Allow-Origin: *
             Access-Control-Expose-Headers: x-total-count",
        ),
    ])
    .await;
}

#[tokio::test]
async fn request_from_an_allowed_origin() {
    check_everywhere(&[
        (
            "POST /widgets
             Origin: https://app.example.com
             Sec-Fetch-Site: same-site

             bolt",
            "201
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Expose-Headers: x-widget-id, x-request-id
             Vary: Origin

             bolt",
        ),
        (
            "PUT /widgets
             Origin: https://eu.partner.example

             nut",
            "200
             Access-Control-Allow-Origin: https://eu.partner.example
             Access-Control-Allow-Credentials: true
             Access-Control-Expose-Headers: x-widget-id, x-request-id
             Vary: Origin

             nut",
        ),
        (
            "DELETE /widgets
             Origin: https://admin.example.com",
            "204
             Access-Control-Allow-Origin: https://admin.example.com
             Vary: Origin",
        ),
        (
            "HEAD /orders
             Origin: https://app.example.com",
            "200
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Expose-Headers: x-total-count
             Vary: Origin",
        ),
        ("POST /sandbox\nOrigin: null", "200\nAccess-Control-Allow-Origin: null\nVary: Origin\n\nsandbox"),
        (
            "HEAD /session
             Origin: https://admin.example.com",
            "200
             Access-Control-Allow-Origin: https://admin.example.com
             Access-Control-Allow-Credentials: true
             Vary: Origin",
        ),
    ])
    .await;
}

#[tokio::test]
async fn request_from_a_disallowed_origin() {
    check_everywhere(&[
        ("GET /orders", "200\nVary: Origin\n\norders"),
        ("GET /orders\nOrigin: https://evil.example", "200\nVary: Origin\n\norders"),
        ("GET /orders\nOrigin: https://admin.example.com", "200\nVary: Origin\n\norders"),
        ("HEAD /session\nOrigin: https://app.example.com", "200\nVary: Origin"),
        ("POST /widgets\n\nbolt", "201\nVary: Origin\n\nbolt"),
        ("POST /hooks\nOrigin: https://evil.example", "200\nVary: Origin\n\nreceived"),
    ])
    .await;
}

#[tokio::test]
async fn cors_headers_of_the_handler_are_replaced_and_vary_is_added_to() {
    check_everywhere(&[
        (
            "GET /meddle
             Origin: https://app.example.com",
            "200
             Access-Control-Allow-Origin: https://app.example.com
             Vary: Accept, Accept-Language, Origin",
        ),
        (
            "GET /meddle
             Origin: https://evil.example",
            "200
             Vary: Accept, Accept-Language, Origin",
        ),
        (
            "GET /meddle/in/public
             Origin: https://evil.example",
            "200
             Access-Control-Allow-Origin: *
             Access-Control-Expose-Headers: *
             Vary: Accept
             Vary: Accept-Language",
        ),
    ])
    .await;
}

#[tokio::test]
async fn vary_of_the_handler_is_not_duplicated() {
    check_everywhere(&[
        ("GET /vary?Origin", "200\nVary: Origin"),
        ("GET /vary?Origin&Accept", "200\nVary: Origin, Accept"),
        ("GET /vary?Accept&Origin", "200\nVary: Accept, Origin"),
        ("GET /vary?Accept&", "200\nVary: Accept, Origin"),
        ("GET /vary?*", "200\nVary: *"),
        ("GET /vary?Accept&*", "200\nVary: Accept, *"),
        ("GET /vary?Accept,+origin+,X", "200\nVary: Accept, origin ,X"),
        ("GET /vary?Origin-Isolation", "200\nVary: Origin-Isolation, Origin"),
        ("GET /vary?Accept,+X-Origin", "200\nVary: Accept, X-Origin, Origin"),
    ])
    .await;
}

#[tokio::test]
async fn request_with_a_method_without_a_handler() {
    check_everywhere(&[
        (
            "PATCH /orders
             Origin: https://app.example.com",
            "405
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Allow: GET, HEAD, PUT, DELETE, OPTIONS
             Vary: Origin",
        ),
        (
            "PATCH /orders
             Origin: https://admin.example.com",
            "405
             Access-Control-Allow-Origin: https://admin.example.com
             Allow: GET, HEAD, PUT, DELETE, OPTIONS
             Vary: Origin",
        ),
        ("PATCH /orders\nOrigin: https://evil.example", "403\nAllow: GET, HEAD, PUT, DELETE, OPTIONS\nVary: Origin"),
        ("PURGE /orders", "405\nAllow: GET, HEAD, PUT, DELETE, OPTIONS\nVary: Origin"),
        // A policy that lists the origin wins over `*`.
        (
            "PATCH /widgets
             Origin: https://app.example.com",
            "405
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS
             Vary: Origin",
        ),
        (
            "PATCH /widgets
             Origin: https://evil.example",
            "405
             Access-Control-Allow-Origin: *
             Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS
             Vary: Origin",
        ),
        (
            "DELETE /shared
             Origin: https://app.example.com",
            "405
             Access-Control-Allow-Origin: https://app.example.com
             Allow: GET, HEAD, POST, PATCH, PUT, OPTIONS
             Vary: Origin",
        ),
    ])
    .await;
}

#[tokio::test]
async fn plain_routes_respond_without_cors() {
    check_everywhere(&[
        ("GET /shared\nOrigin: https://app.example.com", "200\n\nplain get"),
        ("POST /shared\nOrigin: https://evil.example", "200\n\nplain post"),
        ("POST /plain\nOrigin: https://app.example.com", "200\n\nplain"),
        ("OPTIONS /plain\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST", "405\nAllow: POST"),
        ("GET /nowhere\nOrigin: https://app.example.com", "404"),
        ("OPTIONS /nowhere\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET", "404"),
    ])
    .await;
}

#[tokio::test]
async fn requests_on_one_connection_are_independent() {
    let app = serve(app().with_state(Db)).await;
    let origins = ["https://app.example.com", "https://evil.example", "https://app.example.com", "null"];
    let requests = origins.map(|origin| TestRequest::new(&format!("GET /orders\nOrigin: {origin}")));
    let responses = http1::request_all(app.address, &requests).await;
    let allowed = responses.iter().map(|response| response.header("access-control-allow-origin").is_some());
    assert_eq!(allowed.collect::<Vec<_>>(), [true, false, true, false]);
}
