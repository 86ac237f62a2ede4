//! Requests that are too large: what the server takes in is answered as ever, and what it does not is answered by itself,
//! without CORS.

use super::{REFUSED, Target};
use crate::client::{Answer, Ask};
use crate::{http1, http2};

const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;

const PREFLIGHT: &str = "OPTIONS /listed\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST";
const GRANTED: &str = "204
    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Access-Control-Allow-Methods: GET, POST
    Access-Control-Allow-Headers: x-request-id
    Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

/// 64 KiB long, like origins of the list at one end or the other.
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
async fn an_origin_of_64_kib_is_not_admitted() {
    let target = Target::new().await;
    for origin in long_origins() {
        let ask = |text| Ask::new(text).header("origin", &origin);
        let rows = [
            ("GET /listed", "200\nVary: Origin\n\nlisted"),
            ("POST /listed", "403\nVary: Origin"),
            ("OPTIONS /listed\nAccess-Control-Request-Method: POST", REFUSED),
            ("GET /public", "200\nAccess-Control-Allow-Origin: *\n\npublic"),
        ];
        for (text, expected) in rows {
            target.app.ask(ask(text)).await.assert(expected);
            refused_over_http2(&target, &ask(text)).await;
        }
    }
}

/// By the server, which takes 16 KiB of headers over HTTP/2: it answers by itself, or ends the stream or the connection.
async fn refused_over_http2(target: &Target, ask: &Ask) {
    let connection = http2::Connection::open(target.app.address).await;
    if let Ok(answer) = connection.ask(ask).await {
        assert_eq!(answer.status, 431);
        answer.assert_without_cors();
    }
    let next = target.app.ask_over_http2(Ask::new("GET /public")).await;
    next.assert("200\nAccess-Control-Allow-Origin: *\n\npublic");
}

async fn over_http1(target: &Target, ask: &Ask) -> Answer {
    let mut connection = http1::Connection::open(target.app.address).await;
    connection.write_if_open(&http1::bytes(ask)).await;
    connection.read(false).await
}

fn with_headers(ask: Ask, count: usize) -> Ask {
    (0..count).fold(ask, |ask, number| ask.header(&format!("x-{number}"), number.to_string()))
}

#[tokio::test]
async fn thousands_of_request_headers_change_nothing() {
    let target = Target::new().await;
    let granted = "200
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true
        Vary: Origin

        listed";
    let rows = [
        ("POST /listed\nOrigin: https://app.example.com", granted),
        ("POST /listed\nOrigin: https://evil.example", "403\nVary: Origin"),
        (PREFLIGHT, GRANTED),
    ];
    for (text, expected) in rows {
        // The most that the server takes in, Host, Origin and the preflight's own beside them.
        let most = with_headers(Ask::new(text), 90);
        target.app.ask(most.clone()).await.assert(expected);
        target.app.ask_over_http2(most).await.assert(expected);
        let thousands = with_headers(Ask::new(text), 5000);
        target.app.ask_in_process(thousands.clone()).await.assert(expected);
        let answer = over_http1(&target, &thousands).await;
        assert_eq!(answer.status, 431);
        answer.assert_without_cors();
        refused_over_http2(&target, &thousands).await;
    }
}

#[tokio::test]
async fn thousands_of_origin_headers_are_nobodys() {
    let target = Target::new().await;
    let with_origins = |text| (0..5000).fold(Ask::new(text), |ask, _| ask.header("origin", "https://app.example.com"));
    target.app.ask_in_process(with_origins("POST /listed")).await.assert("403\nVary: Origin");
    let preflight = with_origins("OPTIONS /listed\nAccess-Control-Request-Method: POST");
    target.app.ask_in_process(preflight.clone()).await.assert(REFUSED);
    assert_eq!(over_http1(&target, &preflight).await.status, 431);
}

/// The list is never read, so that its length costs nothing.
#[tokio::test]
async fn a_megabyte_of_requested_headers_is_answered_as_none_is() {
    let target = Target::new().await;
    let lists = ["x-request-id,", "x", ",", ", ", "x-request-id, x-evil, ", "*,", "\u{e4}"];
    for list in lists.map(|piece| piece.repeat(MIB / piece.len())) {
        let preflight = Ask::new(PREFLIGHT).header("access-control-request-headers", list.trim());
        target.app.ask_in_process(preflight.clone()).await.assert(GRANTED);
        let answer = over_http1(&target, &preflight).await;
        assert_eq!(answer.status, 431);
        answer.assert_without_cors();
        refused_over_http2(&target, &preflight).await;
        // As much as the server takes in.
        let most = list.trim().as_bytes()[..300 * KIB].trim_ascii();
        over_http1(&target, &Ask::new(PREFLIGHT).header("access-control-request-headers", most)).await.assert(GRANTED);
    }
}

#[tokio::test]
async fn a_megabyte_of_requested_headers_in_many_lines_is_answered_as_none_is() {
    let target = Target::new().await;
    let line = "x-evil, ".repeat(16);
    let lines = MIB / line.len();
    let ask =
        |text| (0..lines).fold(Ask::new(text), |ask, _| ask.header("access-control-request-headers", line.trim()));
    target.app.ask_in_process(ask(PREFLIGHT)).await.assert(GRANTED);
    let evil = "OPTIONS /listed\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST";
    target.app.ask_in_process(ask(evil)).await.assert(REFUSED);
    assert_eq!(over_http1(&target, &ask(PREFLIGHT)).await.status, 431);
}

#[tokio::test]
async fn a_megabyte_of_requested_method_is_no_method() {
    let target = Target::new().await;
    let ask = Ask::new("OPTIONS /listed\nOrigin: https://app.example.com");
    let ask = ask.header("access-control-request-method", "POST".repeat(MIB / 4));
    let only_ours = GRANTED.replace("\n    Access-Control-Allow-Headers: x-request-id", "");
    target.app.ask_in_process(ask).await.assert(&only_ours);
}
