//! Which requests count as same-origin if the host is `:authority` (RFC 9113, §8.3.1).

use crate::client::{TestRequest, serve};
use crate::http2;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create() -> &'static str {
    "created"
}

/// The host, more headers, and the status.
const ROWS: [(&str, &str, u16); 28] = [
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
    // Programs and proxies write a host in other ways.
    ("API.example.com", "Origin: https://api.example.com", 200),
    ("api.example.com:443", "Origin: https://api.example.com", 200),
    ("api.example.com:80", "Origin: http://api.example.com", 200),
    ("api.example.com:443", "Origin: http://api.example.com", 403),
    ("api.example.com:80", "Origin: https://api.example.com", 403),
    // Only pages of these schemes are of a server.
    ("api.example.com", "Origin: foo://api.example.com", 403),
    ("api.example.com", "Origin: file://api.example.com", 403),
    ("api.example.com", "Origin: ://api.example.com", 403),
    // Browsers never send these forms.
    ("api.example.com", "Origin: https://API.example.com", 403),
    ("api.example.com.", "Origin: https://api.example.com", 403),
    // Fetch Metadata wins over Origin.
    ("api.example.com", "Origin: https://api.example.com\nSec-Fetch-Site: cross-site", 403),
    ("api.example.com", "Origin: https://api.example.com\nSec-Fetch-Site: same-site", 403),
    ("api.example.com", "Origin: https://api.example.com\nOrigin: https://api.example.com", 403),
    ("api.example.com", "Origin: null", 403),
    ("null", "Origin: null", 403),
];

#[tokio::test]
async fn the_authority_tells_same_origin_requests() {
    let app = serve(CorsRouter::new().route("/", create)).await;
    for (host, lines, status) in ROWS {
        let request = TestRequest::new(&format!("POST /\nHost: {host}\n{lines}"));
        let expected = if status == 200 { "200\nVary: Origin\n\ncreated" } else { "403\nVary: Origin" };
        app.request_over_http2(request.clone()).await.assert(expected);
        app.request_over_socket(request).await.assert(expected);
    }
}

/// Clients can send any `host` next to `:authority`; servers use the authority.
#[tokio::test]
async fn the_authority_wins_over_the_host_header() {
    let app = serve(CorsRouter::new().route("/", create)).await;
    let lying = "POST /\nHost: api.example.com\nHost: evil.example\nOrigin: https://";
    let response = app.request_over_http2(TestRequest::new(&format!("{lying}evil.example"))).await;
    response.assert("403\nVary: Origin");
    let response = app.request_over_http2(TestRequest::new(&format!("{lying}api.example.com"))).await;
    response.assert("200\nVary: Origin\n\ncreated");
}

/// RFC 9113 forbids userinfo in the authority.
#[tokio::test]
async fn an_authority_with_userinfo_is_never_same_origin() {
    let app = serve(CorsRouter::new().route("/", create)).await;
    let connection = http2::Connection::open(app.address).await;
    for origin in ["https://evil.example", "https://api.example.com"] {
        let request = TestRequest::new(&format!("POST /\nHost: evil.example@api.example.com\nOrigin: {origin}"));
        if let Ok(response) = connection.request(&request).await {
            assert!(matches!(response.status, 400 | 403), "{origin}: {}", response.text());
        }
    }
}
