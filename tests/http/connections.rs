//! Many requests on one connection, over HTTP/1.1 and HTTP/2: what one is answered has nothing of what another was.

use crate::client::{Ask, Served, canonical, serve};
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

/// An answer of each kind.
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
         Access-Control-Allow-Headers: x-request-id
         Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    (
        "OPTIONS /orders\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST",
        "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    ("OPTIONS /orders", "204\nAllow: GET, HEAD, POST, OPTIONS"),
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

/// Every row before every other.
fn pairs() -> Vec<(&'static str, &'static str)> {
    ROWS.into_iter().flat_map(|first| ROWS.into_iter().flat_map(move |second| [first, second])).collect()
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_turn() {
    let app = serve(app()).await;
    let rows = pairs();
    let asks: Vec<_> = rows.iter().map(|(ask, _)| Ask::new(ask)).collect();
    let answers = http1::ask_all(app.address, &asks).await;
    for (answer, (ask, expected)) in answers.iter().zip(rows) {
        assert_eq!(answer.text(), canonical(expected), "the answer (left) to:\n{ask}\n");
    }
}

#[tokio::test]
async fn requests_on_a_kept_connection_are_answered_each_for_itself() {
    let app = serve(app()).await;
    let mut connection = http1::Connection::open(app.address).await;
    for (ask, expected) in pairs() {
        let answer = connection.ask(&Ask::new(ask)).await;
        assert_eq!(answer.text(), canonical(expected), "the answer (left) to:\n{ask}\n");
        connection.assert_silent();
    }
}

#[tokio::test]
async fn streams_of_one_connection_are_answered_each_for_itself() {
    let app = serve(app()).await;
    let connection = http2::Connection::open(app.address).await;
    // As many at once as servers allow.
    for rows in pairs().chunks(100) {
        let mut exchanges = Vec::new();
        for (text, expected) in rows {
            let ask = Ask::new(text);
            let mut exchange = connection.start(http2::request(&ask), ask.body.is_empty()).await.unwrap();
            if !ask.body.is_empty() {
                exchange.body.send_data(ask.body.into(), true).unwrap();
            }
            exchanges.push((text, expected, exchange.response));
        }
        for (text, expected, response) in exchanges {
            let answer = http2::answer(http1::soon(response).await.unwrap()).await.unwrap();
            assert_eq!(answer.text(), canonical(expected), "the answer (left) to:\n{text}\n");
        }
    }
}

#[tokio::test]
async fn head_is_answered_as_get_is() {
    let app = serve(app()).await;
    for origin in ["https://app.example.com", "https://evil.example", "null"] {
        for path in ["/orders", "/public", "/plain", "/nowhere"] {
            let ask = |method| Ask::new(&format!("{method} {path}\nOrigin: {origin}"));
            let mut get = app.ask(ask("GET")).await;
            get.body.clear();
            assert_eq!(app.ask(ask("HEAD")).await.text(), get.text());
            assert_eq!(app.ask_over_http2(ask("HEAD")).await.text(), get.text());
        }
    }
}

/// The whole server is no route of ours.
#[tokio::test]
async fn options_of_the_whole_server_are_not_ours() {
    async fn check(app: &Served, status: u16) {
        for text in [
            "OPTIONS *",
            "OPTIONS *\nOrigin: https://app.example.com",
            "OPTIONS *\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET",
        ] {
            for answer in [app.ask_over_socket(Ask::new(text)).await, app.ask_over_http2(Ask::new(text)).await] {
                assert_eq!(answer.status, status, "{text}");
                answer.assert_without_cors();
            }
        }
    }
    check(&serve(app()).await, 404).await;
    check(&serve(app().fallback(async || "fallback")).await, 200).await;
}

/// HTTP/1.0 knows no Host, so that nobody's origin is the server's own.
#[tokio::test]
async fn http_1_0_is_answered_as_http_1_1() {
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
        let answer = String::from_utf8(connection.read_to_end().await).unwrap();
        let headers: Vec<_> = answer.lines().take_while(|line| !line.is_empty()).collect();
        assert_eq!(headers[0], status, "{method} {origin}");
        let allowed_line = allowed.map(|origin| format!("access-control-allow-origin: {origin}"));
        let allow_origin = headers.iter().filter(|line| line.starts_with("access-control-allow-origin"));
        assert!(allow_origin.copied().eq(allowed_line.as_deref()), "{answer}");
        assert_eq!(headers.iter().filter(|line| **line == "vary: Origin").count(), 1, "{answer}");
    }
}

#[tokio::test]
async fn connections_that_end_anywhere_harm_nobody() {
    let app = serve(app()).await;
    let mut kept = http1::Connection::open(app.address).await;
    for (ask, _) in ROWS {
        let request = http1::bytes(&Ask::new(ask));
        for length in (0..request.len()).step_by(7) {
            let mut connection = http1::Connection::open(app.address).await;
            connection.write(&request[..length]).await;
        }
    }
    for (ask, expected) in ROWS {
        assert_eq!(kept.ask(&Ask::new(ask)).await.text(), canonical(expected), "the answer (left) to:\n{ask}\n");
    }
    app.check(&ROWS).await;
}
