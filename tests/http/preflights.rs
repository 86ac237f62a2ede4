//! The rows of the table that answer OPTIONS, a test for each: both ways, and in every arrangement of the application.

use crate::client::{Ask, serve};
use crate::fixture::{Db, app, check_everywhere};

#[tokio::test]
async fn preflight_for_a_method_whose_policy_admits_the_origin() {
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
             Access-Control-Max-Age: 600
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        // The header names are the policy's, whatever is asked.
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
             Access-Control-Max-Age: 600
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
             Access-Control-Max-Age: 60
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
        // Browsers have replaced Private Network Access by a prompt.
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
async fn preflight_for_head_is_answered_by_heads_own_policy_else_by_gets() {
    check_everywhere(&[
        (
            "OPTIONS /widgets
             Origin: https://anybody.example
             Access-Control-Request-Method: HEAD",
            "204
             Access-Control-Allow-Origin: *
             Access-Control-Allow-Methods: GET
             Access-Control-Allow-Headers: x-trace
             Access-Control-Max-Age: 60
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
async fn preflight_beside_an_unenforced_policy_is_not_kept() {
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
        // Browsers keep a grant for five seconds where nothing is said.
        (
            "OPTIONS /hooks
             Origin: https://app.example.com
             Access-Control-Request-Method: DELETE",
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Methods: DELETE
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
        // What the unenforced policy grants, all others enforce.
        (
            "OPTIONS /hooks
             Origin: https://app.example.com
             Access-Control-Request-Method: POST",
            "204
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Methods: POST
             Access-Control-Allow-Headers: x-a
             Access-Control-Max-Age: 60
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
    ])
    .await;
}

#[tokio::test]
async fn preflight_for_a_method_whose_policy_does_not_admit_the_origin() {
    let refused = "403
                   Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    check_everywhere(&[
        ("OPTIONS /widgets\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST", refused),
        // A sibling admits it.
        ("OPTIONS /widgets\nOrigin: https://app.example.com\nAccess-Control-Request-Method: DELETE", refused),
        ("OPTIONS /widgets\nOrigin: https://admin.example.com\nAccess-Control-Request-Method: PUT", refused),
        ("OPTIONS /orders\nOrigin: https://admin.example.com\nAccess-Control-Request-Method: GET", refused),
        ("OPTIONS /hooks\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST", refused),
        // Near misses.
        ("OPTIONS /widgets\nOrigin: http://app.example.com\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /widgets\nOrigin: https://app.example.com:443\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /widgets\nOrigin: https://app.example.com.\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /widgets\nOrigin: https://app.example.com/\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /widgets\nOrigin: https://APP.example.com\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /widgets\nOrigin: https://app.example.com.evil\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /widgets\nOrigin: https://partner.example\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /widgets\nOrigin: https://evilpartner.example\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /widgets\nOrigin: https://a.partner.example.evil\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /widgets\nOrigin: null\nAccess-Control-Request-Method: POST", refused),
    ])
    .await;
}

#[tokio::test]
async fn preflight_for_get_head_or_post_that_none_of_ours_answers() {
    let refused = "403
                   Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    check_everywhere(&[
        ("OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST", refused),
        ("OPTIONS /hooks\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET", refused),
        ("OPTIONS /hooks\nOrigin: https://app.example.com\nAccess-Control-Request-Method: HEAD", refused),
        // Plain handlers answer these.
        ("OPTIONS /shared\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET", refused),
        ("OPTIONS /shared\nOrigin: https://app.example.com\nAccess-Control-Request-Method: HEAD", refused),
        ("OPTIONS /shared\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST", refused),
    ])
    .await;
}

#[tokio::test]
async fn preflight_for_any_other_method_that_none_of_ours_answers() {
    let of_list_orders = "204
                          Access-Control-Allow-Origin: https://app.example.com
                          Access-Control-Allow-Credentials: true
                          Access-Control-Allow-Methods: GET
                          Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    check_everywhere(&[
        ("OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PATCH", of_list_orders),
        ("OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: PURGE", of_list_orders),
        ("OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: OPTIONS", of_list_orders),
        // Fetch does not upper-case this one.
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
        // A plain handler answers this one: the browser reads that PATCH is not granted.
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
        // The policy that names the origin goes before `*`, which is registered before it.
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
async fn preflight_when_no_policy_of_the_path_admits_the_origin() {
    let refused = "403
                   Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    check_everywhere(&[
        ("OPTIONS /orders\nOrigin: https://evil.example\nAccess-Control-Request-Method: PATCH", refused),
        ("OPTIONS /orders\nOrigin: https://evil.example\nAccess-Control-Request-Method: GET", refused),
        ("OPTIONS /shared\nOrigin: https://evil.example\nAccess-Control-Request-Method: PATCH", refused),
    ])
    .await;
}

#[tokio::test]
async fn other_options() {
    check_everywhere(&[
        ("OPTIONS /widgets", "204\nAllow: GET, HEAD, POST, PUT, DELETE, OPTIONS"),
        ("OPTIONS /session", "204\nAllow: GET, HEAD, OPTIONS"),
        ("OPTIONS /hooks", "204\nAllow: POST, PUT, DELETE, OPTIONS"),
        ("OPTIONS /widgets\nOrigin: https://app.example.com", "204\nAllow: GET, HEAD, POST, PUT, DELETE, OPTIONS"),
        ("OPTIONS /orders\nAccess-Control-Request-Method: GET", "204\nAllow: GET, HEAD, PUT, DELETE, OPTIONS"),
        ("OPTIONS /orders\nAccess-Control-Request-Headers: x-reason", "204\nAllow: GET, HEAD, PUT, DELETE, OPTIONS"),
    ])
    .await;
}

/// RFC 9110, §15.3.5: a 204 ends with its head.
#[tokio::test]
async fn a_preflights_answer_has_no_body() {
    let app = serve(app().with_state(Db)).await;
    for (asked, status, length) in [("GET", 204, None), ("POST", 403, Some(b"0".as_slice()))] {
        let ask = format!("OPTIONS /widgets\nOrigin: null\nAccess-Control-Request-Method: {asked}");
        let answer = app.ask_over_socket(Ask::new(&ask)).await;
        assert_eq!((answer.status, answer.header("content-length"), &*answer.body), (status, length, ""));
        assert_eq!(answer.header("transfer-encoding"), None);
        assert_eq!(answer.header("content-type"), None);
    }
}
