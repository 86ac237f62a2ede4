//! Many requests on one connection, over HTTP/1.1 and HTTP/2: no response depends on another request.

use crate::client::{Served, TestRequest, canonical, serve};
use crate::{http1, http2};
use axum::Router;
use axum::routing::get;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, expose = ["x-total-count"])]
async fn list() -> &'static str {
    "listed"
}

#[cors(origins = ["https://admin.example.com"], methods = [POST], headers = ["x-request-id"])]
async fn create(body: String) -> String {
    body
}

#[cors(origins = ["*"], methods = [GET])]
async fn public() -> &'static str {
    "public"
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/orders", (list, create))
        .route("/public", public)
        .merge(Router::new().route("/plain", get("plain")))
}

/// A response of each kind.
const ROWS: [(&str, &str); 13] = [
    (
        "GET /orders\nOrigin: https://app.example.com",
        "200
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Credentials: true
         Access-Control-Expose-Headers: x-total-count
         Vary: Origin

         listed",
    ),
    ("GET /orders\nOrigin: https://evil.example", "200\nVary: Origin\n\nlisted"),
    ("GET /orders", "200\nVary: Origin\n\nlisted"),
    (
        "HEAD /orders\nOrigin: https://app.example.com",
        "200
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Credentials: true
         Access-Control-Expose-Headers: x-total-count
         Vary: Origin",
    ),
    (
        "POST /orders\nOrigin: https://admin.example.com\n\nbolt",
        "200\nAccess-Control-Allow-Origin: https://admin.example.com\nVary: Origin\n\nbolt",
    ),
    ("POST /orders\nOrigin: https://app.example.com\n\nnut", "403\nVary: Origin"),
    (
        "OPTIONS /orders\nOrigin: https://admin.example.com\nAccess-Control-Request-Method: POST",
        "204
         Access-Control-Allow-Origin: https://admin.example.com
         Access-Control-Allow-Methods: POST
         Access-Control-Allow-Headers: x-request-id, content-type
         Access-Control-Max-Age: 0
         Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    (
        "OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST",
        "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    (
        "OPTIONS /orders",
        "204
         Allow: GET, HEAD, POST, OPTIONS
         Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    (
        "PATCH /orders\nOrigin: https://admin.example.com",
        "405
         Access-Control-Allow-Origin: https://admin.example.com
         Allow: GET, HEAD, POST, OPTIONS
         Vary: Origin",
    ),
    ("GET /public\nOrigin: https://evil.example", "200\nAccess-Control-Allow-Origin: *\n\npublic"),
    ("GET /plain\nOrigin: https://app.example.com", "200\n\nplain"),
    ("GET /nowhere\nOrigin: https://app.example.com", "404"),
];

/// Every ordered pair of rows.
fn pairs() -> Vec<(&'static str, &'static str)> {
    ROWS.into_iter().flat_map(|first| ROWS.into_iter().flat_map(move |second| [first, second])).collect()
}

#[tokio::test]
async fn pipelined_requests_get_their_responses_in_order() {
    let app = serve(app()).await;
    let rows = pairs();
    let requests: Vec<_> = rows.iter().map(|(request, _)| TestRequest::new(request)).collect();
    let responses = http1::request_all(app.address, &requests).await;
    for (response, (request, expected)) in responses.iter().zip(rows) {
        assert_eq!(response.text(), canonical(expected), "the response (left) to:\n{request}\n");
    }
}

#[tokio::test]
async fn requests_on_a_kept_connection_are_independent() {
    let app = serve(app()).await;
    let mut connection = http1::Connection::open(app.address).await;
    for (request, expected) in pairs() {
        let response = connection.request(&TestRequest::new(request)).await;
        assert_eq!(response.text(), canonical(expected), "the response (left) to:\n{request}\n");
        connection.assert_silent();
    }
}

#[tokio::test]
async fn streams_of_one_connection_are_independent() {
    let app = serve(app()).await;
    let connection = http2::Connection::open(app.address).await;
    // As many concurrent streams as servers allow.
    for rows in pairs().chunks(100) {
        let mut exchanges = Vec::new();
        for (text, expected) in rows {
            let request = TestRequest::new(text);
            let mut exchange = connection.start(http2::head(&request), request.body.is_empty()).await.unwrap();
            if !request.body.is_empty() {
                exchange.body.send_data(request.body.into(), true).unwrap();
            }
            exchanges.push((text, expected, exchange.response));
        }
        for (text, expected, response) in exchanges {
            let response = http2::received(http1::soon(response).await.unwrap()).await.unwrap();
            assert_eq!(response.text(), canonical(expected), "the response (left) to:\n{text}\n");
        }
    }
}

#[tokio::test]
async fn head_responds_as_get_does() {
    let app = serve(app()).await;
    for origin in ["https://app.example.com", "https://evil.example", "null"] {
        for path in ["/orders", "/public", "/plain", "/nowhere"] {
            let request = |method| TestRequest::new(&format!("{method} {path}\nOrigin: {origin}"));
            let mut get = app.request(request("GET")).await;
            get.body.clear();
            assert_eq!(app.request(request("HEAD")).await.text(), get.text());
            assert_eq!(app.request_over_http2(request("HEAD")).await.text(), get.text());
        }
    }
}

/// `OPTIONS *` matches no route.
#[tokio::test]
async fn options_of_the_whole_server_has_no_cors() {
    async fn check(app: &Served, status: u16) {
        for text in [
            "OPTIONS *",
            "OPTIONS *\nOrigin: https://app.example.com",
            "OPTIONS *\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET",
        ] {
            for response in [
                app.request_over_socket(TestRequest::new(text)).await,
                app.request_over_http2(TestRequest::new(text)).await,
            ] {
                assert_eq!(response.status, status, "{text}");
                response.assert_without_cors();
            }
        }
    }
    check(&serve(app()).await, 404).await;
    check(&serve(app().fallback(async || "fallback")).await, 200).await;
}

/// HTTP/1.0 has no Host, so no request counts as same-origin.
#[tokio::test]
async fn http_1_0_responds_as_http_1_1() {
    let app = serve(app()).await;
    let rows = [
        ("GET", "https://app.example.com", "HTTP/1.0 200 OK", Some("https://app.example.com")),
        ("GET", "https://evil.example", "HTTP/1.0 200 OK", None),
        ("POST", "https://admin.example.com", "HTTP/1.0 200 OK", Some("https://admin.example.com")),
        ("POST", "https://api.example.com", "HTTP/1.0 403 Forbidden", None),
    ];
    for (method, origin, status, allowed) in rows {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(format!("{method} /orders HTTP/1.0\r\nOrigin: {origin}\r\n\r\n").as_bytes()).await;
        let response = String::from_utf8(connection.read_to_end().await).unwrap();
        let headers: Vec<_> = response.lines().take_while(|line| !line.is_empty()).collect();
        assert_eq!(headers[0], status, "{method} {origin}");
        let allowed_line = allowed.map(|origin| format!("access-control-allow-origin: {origin}"));
        let allow_origin = headers.iter().filter(|line| line.starts_with("access-control-allow-origin"));
        assert!(allow_origin.copied().eq(allowed_line.as_deref()), "{response}");
        assert_eq!(headers.iter().filter(|line| **line == "vary: Origin").count(), 1, "{response}");
    }
}

#[tokio::test]
async fn connections_that_end_anywhere_affect_no_other() {
    let app = serve(app()).await;
    let mut kept = http1::Connection::open(app.address).await;
    for (request, _) in ROWS {
        let request = http1::bytes(&TestRequest::new(request));
        for length in (0..request.len()).step_by(7) {
            let mut connection = http1::Connection::open(app.address).await;
            connection.write(&request[..length]).await;
        }
    }
    for (request, expected) in ROWS {
        assert_eq!(
            kept.request(&TestRequest::new(request)).await.text(),
            canonical(expected),
            "the response (left) to:\n{request}\n"
        );
    }
    app.check(&ROWS).await;
}
