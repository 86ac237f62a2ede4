//! Sends all kinds of requests to `every_policy` at the same time, over HTTP/1.1 and HTTP/2, and compares every response with the
//! expected one. Panics at the first difference.
//!
//! ```sh
//! cargo run --release -p tests --bin soak -- 127.0.0.1:8080 60   # an address, and seconds
//! ```
#![allow(dead_code, reason = "the tests' clients can do more")]
#![allow(clippy::unwrap_used)]

#[path = "../http/client.rs"]
mod client;
#[path = "../http/http1.rs"]
mod http1;
#[path = "../http/http2.rs"]
mod http2;

use client::{TestRequest, canonical};
use h2::Reason;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// A request of each kind, and its response.
const ROWS: [(&str, &str); 22] = [
    (
        "GET /any-origin\nOrigin: https://evil.example",
        "200
         Access-Control-Allow-Origin: *
         Access-Control-Expose-Headers: x-total-count

         for any origin",
    ),
    (
        "GET /exact\nOrigin: https://app.example.com",
        "200\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n\nfor https://app.example.com",
    ),
    (
        "GET /exact\nOrigin: https://app.example.com.evil.example",
        "200\nVary: Origin\n\nfor https://app.example.com.evil.example",
    ),
    ("GET /exact", "200\nVary: Origin\n\nfor"),
    (
        "GET /exact\nOrigin: null\nOrigin: https://app.example.com",
        "200\nVary: Origin\n\nfor null and https://app.example.com",
    ),
    (
        "POST /credentials\nOrigin: https://admin.example.com",
        "200
         Access-Control-Allow-Origin: https://admin.example.com
         Access-Control-Allow-Credentials: true
         Access-Control-Expose-Headers: x-total-count
         Vary: Origin

         for https://admin.example.com",
    ),
    ("POST /credentials\nOrigin: https://evil.example", "403\nVary: Origin"),
    (
        "OPTIONS /credentials
         Origin: https://app.example.com
         Access-Control-Request-Method: POST
         Access-Control-Request-Headers: x-request-id",
        "204
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Credentials: true
         Access-Control-Allow-Methods: GET, POST
         Access-Control-Allow-Headers: x-request-id
         Access-Control-Max-Age: 600
         Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    (
        "OPTIONS /credentials\nOrigin: https://evil.example\nAccess-Control-Request-Method: POST",
        "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    (
        "OPTIONS /credentials",
        "204
         Allow: GET, HEAD, POST, OPTIONS
         Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    (
        "HEAD /subdomains\nOrigin: https://a.b.partner.example",
        "200
         Access-Control-Allow-Origin: https://a.b.partner.example
         Access-Control-Allow-Credentials: true
         Vary: Origin",
    ),
    ("GET /subdomains\nOrigin: https://evilpartner.example", "200\nVary: Origin\n\nfor https://evilpartner.example"),
    (
        "GET /ports\nOrigin: https://admin.example.com:8443",
        "200\nAccess-Control-Allow-Origin: https://admin.example.com:8443\nVary: Origin\n\nfor https://admin.example.com:8443",
    ),
    ("POST /opaque\nOrigin: null", "200\nAccess-Control-Allow-Origin: null\nVary: Origin\n\nfor null"),
    (
        "GET /enforced\nOrigin: https://evil.example",
        "403\nVary: Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Purpose",
    ),
    (
        "PATCH /shared\nOrigin: https://admin.example.com",
        "405
         Access-Control-Allow-Origin: https://admin.example.com
         Access-Control-Allow-Credentials: true
         Allow: GET, HEAD, POST, DELETE, OPTIONS
         Vary: Origin",
    ),
    (
        "GET /meddling\nOrigin: https://admin.example.com",
        "200
         Access-Control-Allow-Origin: https://admin.example.com
         Vary: Accept-Language, Origin

         for https://admin.example.com",
    ),
    (
        "GET /conditional\nOrigin: https://app.example.com\nIf-None-Match: \"1\"",
        "304\nAccess-Control-Allow-Origin: https://app.example.com\nETag: \\\"1\\\"\nVary: Origin",
    ),
    (
        "GET /panicking\nOrigin: https://app.example.com",
        "500\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n\nService panicked",
    ),
    (
        "POST /upload\nOrigin: https://app.example.com\n\nbolt",
        "200\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n\n4 bytes",
    ),
    ("GET /plain\nOrigin: https://app.example.com", "200\n\nfor any origin"),
    ("GET /nowhere\nOrigin: https://app.example.com", "404"),
];

fn assert_response(response: &client::TestResponse, request: &str, expected: &str) {
    let expected = canonical(expected);
    // The bodies of the server end with a line feed, and values are escaped.
    assert_eq!(response.text().trim_end(), expected, "the response (left) to:\n{request}\n");
}

async fn pipelined(server: SocketAddr) -> usize {
    let requests = ROWS.map(|(request, _)| TestRequest::new(request));
    let responses = http1::request_all(server, &requests).await;
    for (response, (request, expected)) in responses.iter().zip(ROWS) {
        assert_response(response, request, expected);
    }
    ROWS.len()
}

async fn kept(server: SocketAddr) -> usize {
    let mut connection = http1::Connection::open(server).await;
    for (request, expected) in ROWS {
        assert_response(&connection.request(&TestRequest::new(request)).await, request, expected);
    }
    ROWS.len()
}

async fn streams(server: SocketAddr) -> usize {
    let connection = http2::Connection::open(server).await;
    for _ in 0..20 {
        for (request, expected) in ROWS {
            assert_response(&connection.request(&TestRequest::new(request)).await.unwrap(), request, expected);
        }
    }
    20 * ROWS.len()
}

/// Requests that end at any byte, and streams that are reset.
async fn broken_off(server: SocketAddr) -> usize {
    let request = TestRequest::new("POST /upload\nOrigin: https://app.example.com\n\nbolt");
    let bytes = http1::bytes(&request);
    for length in (0..bytes.len()).step_by(9) {
        http1::Connection::open(server).await.write(&bytes[..length]).await;
    }
    let connection = http2::Connection::open(server).await;
    for reason in [Reason::CANCEL, Reason::INTERNAL_ERROR, Reason::NO_ERROR] {
        let mut exchange = connection.start(http2::head(&request), false).await.unwrap();
        exchange.body.send_data("bo".into(), false).unwrap();
        exchange.body.send_reset(reason);
        assert!(http1::soon(exchange.response).await.is_err());
    }
    bytes.len().div_ceil(9) + 3
}

/// Panics that nothing catches.
async fn uncaught(server: SocketAddr) -> usize {
    let request = TestRequest::new("GET /uncaught\nOrigin: https://app.example.com");
    let mut connection = http1::Connection::open(server).await;
    connection.write(&http1::bytes(&request)).await;
    assert_eq!(connection.read_to_end().await, b"");
    assert!(http2::Connection::open(server).await.request(&request).await.is_err());
    2
}

async fn websocket(server: SocketAddr) -> usize {
    let handshake = "GET /chat\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n\
                     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nOrigin: ";
    let mut connection = http1::Connection::open(server).await;
    let rejected = connection.request(&TestRequest::new(&format!("{handshake}https://evil.example"))).await;
    assert_response(
        &rejected,
        "a handshake",
        "403\nVary: Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Purpose",
    );
    assert_eq!(connection.request(&TestRequest::new(&format!("{handshake}https://app.example.com"))).await.status, 101);
    for _ in 0..10 {
        connection.write(b"\x81\x82\0\0\0\0hi").await;
        assert_eq!(connection.take(4).await, b"\x81\x02hi");
    }
    12
}

/// A body that is read, and one that is not read to its end.
async fn streaming(server: SocketAddr) -> usize {
    let request = TestRequest::new("GET /streaming\nOrigin: https://app.example.com");
    let mut connection = http1::Connection::open(server).await;
    assert_eq!(connection.request(&request).await.body.len(), 16 * 1024);
    connection.write(&http1::bytes(&request)).await;
    connection.read_head().await;
    2
}

/// Requests at the limits of the server, and above them.
async fn large(server: SocketAddr) -> usize {
    let origin = format!("https://{}.partner.example", "a".repeat(64 << 10));
    let rejected = http1::request(server, &TestRequest::new("POST /subdomains").header("origin", origin)).await;
    assert_response(&rejected, "a POST of an origin of 64 KiB", "403\nVary: Origin");
    let preflight =
        TestRequest::new("OPTIONS /labels\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET");
    for (length, status) in [(300 << 10, 204), (1 << 20, 431)] {
        let asked = preflight.clone().header("access-control-request-headers", "x,".repeat(length / 2));
        let mut connection = http1::Connection::open(server).await;
        connection.write_if_open(&http1::bytes(&asked)).await;
        assert_eq!(connection.read(false).await.status, status);
    }
    let upload = format!("POST /upload\nOrigin: https://app.example.com\n\n{}", "x".repeat(100 << 10));
    let expected = "200\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n\n102400 bytes";
    assert_response(&http1::request(server, &TestRequest::new(&upload)).await, "an upload", expected);
    4
}

/// Repeats one thing, and counts the responses.
macro_rules! over_and_over {
    ($what:ident, $server:expr, $end:expr) => {
        (
            stringify!($what),
            tokio::spawn(async move {
                let mut responses = 0;
                while Instant::now() < $end {
                    responses += $what($server).await;
                }
                responses
            }),
        )
    };
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let server: SocketAddr = arguments.next().unwrap().parse().unwrap();
    let end = Instant::now() + Duration::from_secs(arguments.next().unwrap().parse().unwrap());
    let all = [
        over_and_over!(pipelined, server, end),
        over_and_over!(kept, server, end),
        over_and_over!(streams, server, end),
        over_and_over!(broken_off, server, end),
        over_and_over!(uncaught, server, end),
        over_and_over!(websocket, server, end),
        over_and_over!(streaming, server, end),
        over_and_over!(large, server, end),
    ];
    for (what, task) in all {
        println!("{what}: {} responses, none wrong", task.await.unwrap());
    }
}
