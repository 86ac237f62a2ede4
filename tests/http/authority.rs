//! Whom enforcement takes for the server itself, where the host is `:authority` (RFC 9113, §8.3.1).

use crate::client::{Ask, serve};
use crate::http2;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create() -> &'static str {
    "created"
}

/// Host and further header lines, and whether the handler runs.
const ROWS: [(&str, &str, u16); 22] = [
    ("api.example.com", "Origin: https://api.example.com", 200),
    ("api.example.com", "Origin: http://api.example.com", 200),
    ("localhost:3000", "Origin: http://localhost:3000", 200),
    ("[::1]:3000", "Origin: http://[::1]:3000", 200),
    ("127.0.0.1", "Origin: http://127.0.0.1", 200),
    ("api.example.com", "User-Agent: curl", 200),
    ("api.example.com", "Sec-Fetch-Site: same-origin", 200),
    ("api.example.com", "Origin: https://evil.example", 403),
    ("api.example.com", "Origin: https://api.example.com:8443", 403),
    ("api.example.com:8443", "Origin: https://api.example.com", 403),
    ("api.example.com", "Origin: https://api.example.com.evil.example", 403),
    ("api.example.com", "Origin: https://evil-api.example.com", 403),
    ("api.example.com.evil.example", "Origin: https://api.example.com", 403),
    // Not as browsers write it.
    ("API.example.com", "Origin: https://api.example.com", 403),
    ("api.example.com", "Origin: https://API.example.com", 403),
    ("api.example.com.", "Origin: https://api.example.com", 403),
    ("api.example.com:443", "Origin: https://api.example.com", 403),
    // Fetch Metadata knows better than Origin.
    ("api.example.com", "Origin: https://api.example.com\nSec-Fetch-Site: cross-site", 403),
    ("api.example.com", "Origin: https://api.example.com\nSec-Fetch-Site: same-site", 403),
    ("api.example.com", "Origin: https://api.example.com\nOrigin: https://api.example.com", 403),
    ("api.example.com", "Origin: null", 403),
    ("null", "Origin: null", 403),
];

#[tokio::test]
async fn the_servers_own_origin_is_that_of_its_authority() {
    let app = serve(CorsRouter::new().route("/", create)).await;
    for (host, lines, status) in ROWS {
        let ask = Ask::new(&format!("POST /\nHost: {host}\n{lines}"));
        let expected = if status == 200 { "200\nVary: Origin\n\ncreated" } else { "403\nVary: Origin" };
        app.ask_over_http2(ask.clone()).await.assert(expected);
        app.ask_over_socket(ask).await.assert(expected);
    }
}

/// A `host` beside `:authority` is the sender's; servers believe the authority.
#[tokio::test]
async fn a_host_beside_the_authority_does_not_count() {
    let app = serve(CorsRouter::new().route("/", create)).await;
    let lying = "POST /\nHost: api.example.com\nHost: evil.example\nOrigin: https://";
    let answer = app.ask_over_http2(Ask::new(&format!("{lying}evil.example"))).await;
    answer.assert("403\nVary: Origin");
    let answer = app.ask_over_http2(Ask::new(&format!("{lying}api.example.com"))).await;
    answer.assert("200\nVary: Origin\n\ncreated");
}

/// Nor does a name in front of it, which RFC 9113 forbids.
#[tokio::test]
async fn userinfo_in_the_authority_is_nobodys_origin() {
    let app = serve(CorsRouter::new().route("/", create)).await;
    let connection = http2::Connection::open(app.address).await;
    for origin in ["https://evil.example", "https://api.example.com"] {
        let ask = Ask::new(&format!("POST /\nHost: evil.example@api.example.com\nOrigin: {origin}"));
        if let Ok(answer) = connection.ask(&ask).await {
            assert!(matches!(answer.status, 400 | 403), "{origin}: {}", answer.text());
        }
    }
}
