//! Large requests: the response is the usual one up to the limits of the server, which responds itself, without CORS, above them.

use super::{DENIED, Target};
use crate::client::{TestRequest, TestResponse};
use crate::{http1, http2};

const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;

const PREFLIGHT: &str = "OPTIONS /listed\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST";
const ALLOWED_PREFLIGHT: &str = "204
    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Access-Control-Allow-Methods: GET, POST
    Access-Control-Allow-Headers: x-request-id
    Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

/// Origins of 64 KiB that start or end like listed ones.
fn long_origins() -> Vec<String> {
    let filled = |start: &str, fill: &str, end: &str| {
        let length = (64 * KIB - start.len() - end.len()) / fill.len();
        [start, &fill.repeat(length), end].concat()
    };
    vec![
        filled("", "a", ""),
        filled("https://app.example.com", "a", ""),
        filled("https://app.example.com", ".", ""),
        filled("https://app.example.com:", "0", "443"),
        filled("https://", "a", ".partner.example"),
        filled("https://", "a.", "partner.example"),
        filled("https://", ".", "partner.example"),
        filled("https://pr-", "a", ".preview.example"),
        filled("https://pr-", "-", ".preview.example"),
        filled("http://localhost:", "0", "1"),
        filled("http://localhost:", "9", ""),
        filled("", "https://app.example.com,", "https://app.example.com"),
        filled("", "h", "ttps://app.example.com"),
        filled("http://[", ":", "1]"),
    ]
}

#[tokio::test]
async fn an_origin_of_64_kib_is_not_allowed() {
    let target = Target::new().await;
    for origin in long_origins() {
        let request = |text| TestRequest::new(text).header("origin", &origin);
        let rows = [
            ("GET /listed", "200\nVary: Origin\n\nlisted"),
            ("POST /listed", "403\nVary: Origin"),
            ("OPTIONS /listed\nAccess-Control-Request-Method: POST", DENIED),
            ("GET /public", "200\nAccess-Control-Allow-Origin: *\n\npublic"),
        ];
        for (text, expected) in rows {
            target.app.request(request(text)).await.assert(expected);
            rejected_over_http2(&target, &request(text)).await;
        }
    }
}

/// The server accepts 16 KiB of headers over HTTP/2. Above, it responds itself, or ends the stream or the connection.
async fn rejected_over_http2(target: &Target, request: &TestRequest) {
    let connection = http2::Connection::open(target.app.address).await;
    if let Ok(response) = connection.request(request).await {
        assert_eq!(response.status, 431);
        response.assert_without_cors();
    }
    let next = target.app.request_over_http2(TestRequest::new("GET /public")).await;
    next.assert("200\nAccess-Control-Allow-Origin: *\n\npublic");
}

async fn over_http1(target: &Target, request: &TestRequest) -> TestResponse {
    let mut connection = http1::Connection::open(target.app.address).await;
    connection.write_if_open(&http1::bytes(request)).await;
    connection.read(false).await
}

fn with_headers(request: TestRequest, count: usize) -> TestRequest {
    (0..count).fold(request, |request, number| request.header(&format!("x-{number}"), number.to_string()))
}

#[tokio::test]
async fn thousands_of_request_headers_change_nothing() {
    let target = Target::new().await;
    let allowed = "200
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true
        Vary: Origin

        listed";
    let rows = [
        ("POST /listed\nOrigin: https://app.example.com", allowed),
        ("POST /listed\nOrigin: https://evil.example", "403\nVary: Origin"),
        (PREFLIGHT, ALLOWED_PREFLIGHT),
    ];
    for (text, expected) in rows {
        // The limit of the server, with Host, Origin and the headers of the preflight.
        let most = with_headers(TestRequest::new(text), 90);
        target.app.request(most.clone()).await.assert(expected);
        target.app.request_over_http2(most).await.assert(expected);
        let thousands = with_headers(TestRequest::new(text), 5000);
        target.app.request_in_process(thousands.clone()).await.assert(expected);
        let response = over_http1(&target, &thousands).await;
        assert_eq!(response.status, 431);
        response.assert_without_cors();
        rejected_over_http2(&target, &thousands).await;
    }
}

#[tokio::test]
async fn thousands_of_origin_headers_are_not_allowed() {
    let target = Target::new().await;
    let with_origins =
        |text| (0..5000).fold(TestRequest::new(text), |request, _| request.header("origin", "https://app.example.com"));
    target.app.request_in_process(with_origins("POST /listed")).await.assert("403\nVary: Origin");
    let preflight = with_origins("OPTIONS /listed\nAccess-Control-Request-Method: POST");
    target.app.request_in_process(preflight.clone()).await.assert(DENIED);
    assert_eq!(over_http1(&target, &preflight).await.status, 431);
}

/// The list is never read, so its length does not matter.
#[tokio::test]
async fn a_megabyte_of_requested_headers_changes_nothing() {
    let target = Target::new().await;
    let lists = ["x-request-id,", "x", ",", ", ", "x-request-id, x-evil, ", "*,", "\u{e4}"];
    for list in lists.map(|piece| piece.repeat(MIB / piece.len())) {
        let preflight = TestRequest::new(PREFLIGHT).header("access-control-request-headers", list.trim());
        target.app.request_in_process(preflight.clone()).await.assert(ALLOWED_PREFLIGHT);
        let response = over_http1(&target, &preflight).await;
        assert_eq!(response.status, 431);
        response.assert_without_cors();
        rejected_over_http2(&target, &preflight).await;
        // The limit of the server.
        let most = list.trim().as_bytes()[..300 * KIB].trim_ascii();
        over_http1(&target, &TestRequest::new(PREFLIGHT).header("access-control-request-headers", most))
            .await
            .assert(ALLOWED_PREFLIGHT);
    }
}

#[tokio::test]
async fn a_megabyte_of_requested_headers_in_many_lines_changes_nothing() {
    let target = Target::new().await;
    let line = "x-evil, ".repeat(16);
    let lines = MIB / line.len();
    let request = |text| {
        (0..lines)
            .fold(TestRequest::new(text), |request, _| request.header("access-control-request-headers", line.trim()))
    };
    target.app.request_in_process(request(PREFLIGHT)).await.assert(ALLOWED_PREFLIGHT);
    let evil = "OPTIONS /listed\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST";
    target.app.request_in_process(request(evil)).await.assert(DENIED);
    assert_eq!(over_http1(&target, &request(PREFLIGHT)).await.status, 431);
}

#[tokio::test]
async fn a_megabyte_of_requested_method_is_not_a_method() {
    let target = Target::new().await;
    let request = TestRequest::new("OPTIONS /listed\nOrigin: https://app.example.com");
    let request = request.header("access-control-request-method", "POST".repeat(MIB / 4));
    let only_ours = ALLOWED_PREFLIGHT.replace("\n    Access-Control-Allow-Headers: x-request-id", "");
    target.app.request_in_process(request).await.assert(&only_ours);
}
