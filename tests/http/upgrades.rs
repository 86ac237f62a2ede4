//! Upgraded connections, and requests for an upgrade that is not made.

use crate::client::{TestRequest, serve};
use crate::{http1, http2};
use axum::Router;
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::WebSocket;
use axum::response::Response;
use axum::routing::{any, get};
use h2::ext::Protocol;
use handler_cors::{CorsRouter, cors};

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if socket.send(message).await.is_err() {
            return;
        }
    }
}

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, enforce)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(echo)
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list() -> &'static str {
    "listed"
}

async fn plain_chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(echo)
}

fn app() -> CorsRouter {
    let plain = Router::new().route("/plain", get(plain_chat)).route("/plain/any", any(plain_chat));
    CorsRouter::new().route("/chat", chat).route("/listed", list).merge(plain)
}

fn handshake(path: &str, origin: &str) -> TestRequest {
    TestRequest::new(&format!(
        "GET {path}
         Connection: Upgrade
         Upgrade: websocket
         Sec-WebSocket-Version: 13
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
         Origin: {origin}"
    ))
}

/// A text frame of a client, masked with zeros, and of a server (RFC 6455, §5.2).
const SENT: &[u8] = b"\x81\x82\0\0\0\0hi";
const ECHOED: &[u8] = b"\x81\x02hi";

/// The example of RFC 6455, §1.3.
const ACCEPTED: &str = "101
    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
    Upgrade: websocket
    Vary: Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Purpose";

#[tokio::test]
async fn a_websocket_works_after_its_headers() {
    let app = serve(app()).await;
    let mut connection = http1::Connection::open(app.address).await;
    connection.request(&handshake("/chat", "https://app.example.com")).await.assert(ACCEPTED);
    for _ in 0..3 {
        connection.write(SENT).await;
        assert_eq!(connection.take(ECHOED.len()).await, ECHOED);
    }
    connection.assert_silent();
}

#[tokio::test]
async fn a_websocket_on_a_plain_route_has_no_cors() {
    let app = serve(app()).await;
    for path in ["/plain", "/plain/any"] {
        let mut connection = http1::Connection::open(app.address).await;
        let response = connection.request(&handshake(path, "https://app.example.com")).await;
        assert_eq!(response.status, 101);
        response.assert_without_cors();
        connection.write(SENT).await;
        assert_eq!(connection.take(ECHOED.len()).await, ECHOED);
    }
}

#[tokio::test]
async fn a_rejected_handshake_keeps_the_connection() {
    let app = serve(app()).await;
    let mut connection = http1::Connection::open(app.address).await;
    for origin in ["https://evil.example", "null", "https://app.example.com.evil.example"] {
        connection
            .request(&handshake("/chat", origin))
            .await
            .assert("403\nVary: Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Purpose");
        connection.request(&TestRequest::new("GET /listed")).await.assert("200\nVary: Origin\n\nlisted");
    }
    connection.request(&handshake("/chat", "https://app.example.com")).await.assert(ACCEPTED);
}

/// Frames that are sent before the response to the handshake are not requests.
#[tokio::test]
async fn frames_after_a_rejected_handshake_are_not_handled() {
    let app = serve(app()).await;
    let mut connection = http1::Connection::open(app.address).await;
    connection.write(&[http1::bytes(&handshake("/chat", "https://evil.example")).as_slice(), SENT].concat()).await;
    connection.finish_writing().await;
    connection
        .read(false)
        .await
        .assert("403\nVary: Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Purpose");
    let rest = connection.read_to_end().await;
    assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 400 "), "{}", rest.escape_ascii());
}

#[tokio::test]
async fn upgrade_requests_to_other_handlers_respond_as_usual() {
    let app = serve(app()).await;
    for lines in [
        "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Connection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
        "Connection: Upgrade\nUpgrade: TLS/1.0",
        "Connection: Origin, close",
    ] {
        let request = TestRequest::new(&format!("GET /listed\nOrigin: https://app.example.com\n{lines}"));
        let response = app.request_over_socket(request).await;
        response.assert("200\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\n\nlisted");
    }
}

/// A WebSocket over HTTP/2 is opened with CONNECT (RFC 8441), which a handler for GET serves too. Nothing else opens.
#[tokio::test]
async fn a_websocket_over_http2_opens_for_allowed_origins_only() {
    let app = serve(app()).await;
    let connection = http2::Connection::open(app.address).await;
    connection.request(&TestRequest::new("GET /listed")).await.unwrap();
    assert!(connection.speaks_extended_connect());
    for (origin, path, status) in [
        ("https://app.example.com", "/chat", 200),
        ("https://evil.example", "/chat", 403),
        ("https://app.example.com", "/listed", 404),
        ("https://evil.example", "/listed", 403),
    ] {
        let response = open(&connection, path, origin).await;
        assert_eq!(response.status, status, "{path} {origin}");
        let allowed = response.header("access-control-allow-origin");
        assert_eq!(allowed.is_some(), origin == "https://app.example.com", "{}", response.text());
    }
}

/// The positive control: on a plain route it opens, without CORS headers.
#[tokio::test]
async fn a_websocket_over_http2_opens_on_a_plain_route() {
    let app = serve(app()).await;
    let connection = http2::Connection::open(app.address).await;
    connection.request(&TestRequest::new("GET /listed")).await.unwrap();
    let response = open(&connection, "/plain/any", "https://app.example.com").await;
    assert_eq!(response.status, 200);
    response.assert_without_cors();
}

async fn open(connection: &http2::Connection, path: &str, origin: &str) -> crate::client::TestResponse {
    let request = format!("CONNECT {path}\nSec-WebSocket-Version: 13\nOrigin: {origin}");
    let mut request = http2::head(&TestRequest::new(&request));
    request.extensions_mut().insert(Protocol::from_static("websocket"));
    let mut exchange = connection.start(request, false).await.unwrap();
    let response = http1::soon(exchange.response).await.unwrap();
    // A WebSocket ends when its input ends, and with it the body of the response.
    let _ = exchange.body.send_data(Default::default(), true);
    http2::received(response).await.unwrap()
}
