//! Responses to OPTIONS, in process and over a socket, in every arrangement of the application.

use crate::client::{TestRequest, serve};
use crate::fixture::{Db, app, check_everywhere};

#[tokio::test]
async fn allowed_preflight() {
    check_everywhere(&[
        (
            "OPTIONS /widgets
             Origin: https://app.example.com
             Access-Control-Request-Method: POST
             Access-Control-Request-Headers: content-type,x-request-id",
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods: POST, PUT
             Access-Control-Allow-Headers: content-type, x-request-id
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        // The header names are those of the policy, whatever is requested.
        (
            "OPTIONS /widgets
             Origin: https://eu.shop.partner.example
             Access-Control-Request-Method: PUT
             Access-Control-Request-Headers: x-evil",
            "204
             Access-Control-Allow-Origin: https://eu.shop.partner.example
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods: POST, PUT
             Access-Control-Allow-Headers: content-type, x-request-id
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /widgets
             Origin: https://anybody.example
             Access-Control-Request-Method: GET",
            "204
             Access-Control-Allow-Origin: *
             Access-Control-Allow-Methods: GET
             Access-Control-Allow-Headers: x-trace
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /widgets
             Origin: https://admin.example.com
             Access-Control-Request-Method: DELETE",
            "204
             Access-Control-Allow-Origin: https://admin.example.com
             Access-Control-Allow-Methods: DELETE
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /meddle/in/public
             Origin: https://anybody.example
             Access-Control-Request-Method: GET
             Access-Control-Request-Headers: authorization",
            "204
             Access-Control-Allow-Origin: *
             Access-Control-Allow-Methods: GET
             Access-Control-Allow-Headers: *, authorization
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        // Browsers replaced Private Network Access by a prompt.
        (
            "OPTIONS /sandbox
             Origin: null
             Access-Control-Request-Method: POST
             Access-Control-Request-Private-Network: true",
            "204
             Access-Control-Allow-Origin: null
             Access-Control-Allow-Methods: GET, POST
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
    ])
    .await;
}

#[tokio::test]
async fn preflight_for_head_uses_its_own_policy_or_that_of_get() {
    check_everywhere(&[
        (
            "OPTIONS /widgets
             Origin: https://anybody.example
             Access-Control-Request-Method: HEAD",
            "204
             Access-Control-Allow-Origin: *
             Access-Control-Allow-Methods: GET
             Access-Control-Allow-Headers: x-trace
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /session
             Origin: https://admin.example.com
             Access-Control-Request-Method: HEAD",
            "204
             Access-Control-Allow-Origin: https://admin.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods: HEAD
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /session
             Origin: https://app.example.com
             Access-Control-Request-Method: HEAD",
            "403
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
    ])
    .await;
}

#[tokio::test]
async fn preflights_are_not_cached_where_their_headers_would_reach_another_policy() {
    check_everywhere(&[
        (
            "OPTIONS /hooks
             Origin: https://app.example.com
             Access-Control-Request-Method: PUT",
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Methods: PUT
             Access-Control-Allow-Headers: x-b
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        // Without request headers, there is nothing to keep.
        (
            "OPTIONS /hooks
             Origin: https://app.example.com
             Access-Control-Request-Method: DELETE",
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Methods: DELETE
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /hooks
             Origin: https://app.example.com
             Access-Control-Request-Method: POST",
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Methods: POST
             Access-Control-Allow-Headers: x-a
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
    ])
    .await;
}

#[tokio::test]
async fn denied_preflight() {
    let rejected = "403
                   Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    check_everywhere(&[
        ("OPTIONS /widgets\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST", rejected),
        // Another method's policy allows it.
        ("OPTIONS /widgets\nOrigin: https://app.example.com\nAccess-Control-Request-Method: DELETE", rejected),
        ("OPTIONS /widgets\nOrigin: https://admin.example.com\nAccess-Control-Request-Method: PUT", rejected),
        ("OPTIONS /orders\nOrigin: https://admin.example.com\nAccess-Control-Request-Method: GET", rejected),
        ("OPTIONS /hooks\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST", rejected),
        // Similar origins.
        ("OPTIONS /widgets\nOrigin: http://app.example.com\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /widgets\nOrigin: https://app.example.com:443\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /widgets\nOrigin: https://app.example.com.\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /widgets\nOrigin: https://app.example.com/\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /widgets\nOrigin: https://APP.example.com\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /widgets\nOrigin: https://app.example.com.evil\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /widgets\nOrigin: https://partner.example\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /widgets\nOrigin: https://evilpartner.example\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /widgets\nOrigin: https://a.partner.example.evil\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /widgets\nOrigin: null\nAccess-Control-Request-Method: POST", rejected),
    ])
    .await;
}

#[tokio::test]
async fn preflight_for_get_head_or_post_without_a_cors_handler() {
    let rejected = "403
                   Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    check_everywhere(&[
        ("OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST", rejected),
        ("OPTIONS /hooks\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET", rejected),
        ("OPTIONS /hooks\nOrigin: https://app.example.com\nAccess-Control-Request-Method: HEAD", rejected),
        // Plain handlers serve these.
        ("OPTIONS /shared\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET", rejected),
        ("OPTIONS /shared\nOrigin: https://app.example.com\nAccess-Control-Request-Method: HEAD", rejected),
        ("OPTIONS /shared\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST", rejected),
    ])
    .await;
}

#[tokio::test]
async fn preflight_for_other_methods_without_a_cors_handler() {
    let of_list_orders = "204
                          Access-Control-Allow-Origin: https://app.example.com
                          Access-Control-Allow-Credentials: true
                          Access-Control-Allow-Methods: GET
                          Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    check_everywhere(&[
        ("OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PATCH", of_list_orders),
        ("OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PURGE", of_list_orders),
        ("OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: OPTIONS", of_list_orders),
        // Fetch does not normalize this method.
        ("OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: patch", of_list_orders),
        (
            "OPTIONS /orders
             Origin: https://admin.example.com
             Access-Control-Request-Method: PATCH
             Access-Control-Request-Headers: x-reason",
            "204
             Access-Control-Allow-Origin: https://admin.example.com
             Access-Control-Allow-Methods: PUT, DELETE
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        // A plain handler serves this one: the browser sees that PATCH is not allowed.
        (
            "OPTIONS /shared
             Origin: https://app.example.com
             Access-Control-Request-Method: PATCH
             Access-Control-Request-Headers: x-a",
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Methods: PUT
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        // A policy that lists the origin wins over `*`, even if `*` is registered first.
        (
            "OPTIONS /widgets
             Origin: https://app.example.com
             Access-Control-Request-Method: PATCH",
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods: POST, PUT
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /widgets
             Origin: https://evil.example
             Access-Control-Request-Method: PATCH",
            "204
             Access-Control-Allow-Origin: *
             Access-Control-Allow-Methods: GET
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
    ])
    .await;
}

#[tokio::test]
async fn preflight_when_no_policy_of_the_path_allows_the_origin() {
    let rejected = "403
                   Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    check_everywhere(&[
        ("OPTIONS /orders\nOrigin: https://evil.example\nAccess-Control-Request-Method: PATCH", rejected),
        ("OPTIONS /orders\nOrigin: https://evil.example\nAccess-Control-Request-Method: GET", rejected),
        ("OPTIONS /shared\nOrigin: https://evil.example\nAccess-Control-Request-Method: PATCH", rejected),
    ])
    .await;
}

#[tokio::test]
async fn options_that_are_not_preflights() {
    check_everywhere(&[
        (
            "OPTIONS /widgets",
            "204
             Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /session",
            "204
             Allow: GET, HEAD, OPTIONS
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /hooks",
            "204
             Allow: POST, PUT, DELETE, OPTIONS
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /widgets\nOrigin: https://app.example.com",
            "204
             Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /orders\nAccess-Control-Request-Method: GET",
            "204
             Allow: GET, HEAD, PUT, DELETE, OPTIONS
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        (
            "OPTIONS /orders\nAccess-Control-Request-Headers: x-reason",
            "204
             Allow: GET, HEAD, PUT, DELETE, OPTIONS
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
    ])
    .await;
}

/// A 204 has no body (RFC 9110, §15.3.5).
#[tokio::test]
async fn a_preflight_response_has_no_body() {
    let app = serve(app().with_state(Db)).await;
    for (asked, status, length) in [("GET", 204, None), ("POST", 403, Some(b"0".as_slice()))] {
        let request = format!("OPTIONS /widgets\nOrigin: null\nAccess-Control-Request-Method: {asked}");
        let response = app.request_over_socket(TestRequest::new(&request)).await;
        assert_eq!((response.status, response.header("content-length"), &*response.body), (status, length, ""));
        assert_eq!(response.header("transfer-encoding"), None);
        assert_eq!(response.header("content-type"), None);
    }
}
