//! Requests whose bodies come late, in part, wrongly framed, or not at all.

use crate::client::{Ask, Served, serve};
use crate::{http1, http2};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use h2::Reason;
use handler_cors::{CorsRouter, cors};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How often what must not run has run.
#[derive(Clone, Default)]
struct Runs(Arc<AtomicUsize>);

#[cors(origins = ["https://app.example.com"], methods = [POST], credentials)]
async fn create(body: String) -> (StatusCode, String) {
    (StatusCode::CREATED, body)
}

/// What a smuggled request would ask for.
#[cors(origins = ["*"], methods = [GET, DELETE])]
async fn count(State(runs): State<Runs>) -> &'static str {
    runs.0.fetch_add(1, Ordering::Relaxed);
    "counted"
}

#[cors(origins = ["*"], methods = [GET])]
async fn public() -> &'static str {
    "public"
}

fn app() -> (CorsRouter, Runs) {
    let runs = Runs::default();
    let app = CorsRouter::new().route("/orders", create).route("/counted", count).route("/public", public);
    (app.with_state(runs.clone()), runs)
}

const CREATED: &str = "201
    Access-Control-Allow-Origin: https://app.example.com
    Access-Control-Allow-Credentials: true
    Vary: Origin

    bolt";

const HEAD: &str = "POST /orders HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://app.example.com\r\n";

async fn assert_served(app: &Served) {
    let ask = Ask::new("POST /orders\nOrigin: https://app.example.com\n\nbolt");
    app.ask(ask.clone()).await.assert(CREATED);
    app.ask_over_http2(ask).await.assert(CREATED);
}

#[tokio::test]
async fn a_body_is_asked_for_without_cors_and_answered_with_it() {
    let app = serve(app().0).await;
    let mut connection = http1::Connection::open(app.address).await;
    for _ in 0..2 {
        connection.write(format!("{HEAD}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n").as_bytes()).await;
        connection.read_head().await.assert("100");
        connection.write(b"bolt").await;
        connection.read(false).await.assert(CREATED);
    }
    connection.assert_silent();
}

/// By whoever answers in the handler's place.
#[tokio::test]
async fn a_body_that_nobody_reads_is_not_asked_for() {
    async fn refuse(_: Request, _: Next) -> Response {
        StatusCode::UNAUTHORIZED.into_response()
    }
    let app = serve(app().0.layer(from_fn(refuse))).await;
    let head = format!("{HEAD}Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
    http1::send(app.address, head.as_bytes()).await.assert(
        "401
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Credentials: true
         Vary: Origin",
    );
}

/// The page may read that its request was broken.
#[tokio::test]
async fn a_body_that_breaks_off_is_a_readable_400() {
    let app = serve(app().0).await;
    for framed in [
        "Content-Length: 100\r\n\r\nbolt",
        "Content-Length: 100\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nbolt\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nbo",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nboltzz",
        "Transfer-Encoding: chunked\r\n\r\nfour\r\nbolt\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nbolt\r\n0\r\n\r\n",
        "Content-Length: 2\r\n\r\n\u{fffd}",
    ] {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(format!("{HEAD}{framed}").as_bytes()).await;
        connection.finish_writing().await;
        let answer = connection.read(false).await;
        assert_eq!(answer.status, 400, "{framed:?}");
        let allowed = answer.header("access-control-allow-origin");
        assert_eq!(allowed, Some(b"https://app.example.com".as_slice()), "{framed:?}");
        assert_eq!(answer.header("vary"), Some(b"Origin".as_slice()), "{framed:?}");
    }
    assert_served(&app).await;
}

#[tokio::test]
async fn a_client_that_hangs_up_harms_nobody() {
    let app = serve(app().0).await;
    for _ in 0..50 {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write(format!("{HEAD}Content-Length: 100\r\n\r\nbolt").as_bytes()).await;
    }
    assert_served(&app).await;
}

#[tokio::test]
async fn a_stream_that_is_reset_harms_no_other() {
    let app = serve(app().0).await;
    let connection = http2::Connection::open(app.address).await;
    let ask = Ask::new("POST /orders\nOrigin: https://app.example.com\n\nbolt");
    for reason in [Reason::CANCEL, Reason::NO_ERROR, Reason::PROTOCOL_ERROR, Reason::INTERNAL_ERROR] {
        let mut exchange = connection.start(http2::request(&ask), false).await.unwrap();
        exchange.body.send_data("bo".into(), false).unwrap();
        exchange.body.send_reset(reason);
        assert!(http1::soon(exchange.response).await.is_err());
        connection.ask(&ask).await.unwrap().assert(CREATED);
    }
}

/// The requests of a page that is not admitted, whose bodies look like requests of one that is.
fn refused_with_a_request_inside() -> Vec<String> {
    let inside = "DELETE /counted HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://app.example.com\r\n\r\n";
    let with_length = |padding: usize| {
        let body = format!("{}{inside}", " ".repeat(padding));
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    };
    let chunked = format!("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{inside}\r\n0\r\n\r\n", inside.len());
    let framings = [with_length(0), with_length(100_000), with_length(1 << 20), chunked];
    let heads = [
        "POST /orders HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\n",
        "OPTIONS /orders HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n",
        "OPTIONS /orders HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example.com\r\nAccess-Control-Request-Method: POST\r\n",
        "OPTIONS /orders HTTP/1.1\r\nHost: a\r\n",
        "POST /orders HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\nExpect: 100-continue\r\n",
    ];
    heads.iter().flat_map(|head| framings.iter().map(move |framed| format!("{head}{framed}"))).collect()
}

/// Enforcement and preflights leave the body unread; the server must skip it, or hang up.
#[tokio::test]
async fn a_body_that_is_not_read_is_not_the_next_request() {
    let (app, runs) = app();
    let app = serve(app).await;
    let next = "GET /public HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    for request in refused_with_a_request_inside() {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write_if_open(request.as_bytes()).await;
        connection.write_if_open(next.as_bytes()).await;
        let answers = String::from_utf8(connection.read_to_end().await).unwrap();
        let shown = request.escape_debug().take(150).collect::<String>();
        assert!(answers.matches("HTTP/1.1 ").count() <= 2, "{shown}: {answers}");
        assert!(!answers.contains("counted"), "{shown}: {answers}");
        assert!(answers.is_empty() || answers.starts_with("HTTP/1.1 403") || answers.starts_with("HTTP/1.1 204"));
    }
    assert_eq!(runs.0.load(Ordering::Relaxed), 0);
    assert_eq!(app.ask("GET /counted").await.body, "counted");
    assert_eq!(runs.0.load(Ordering::Relaxed), 2, "asked both ways");
}

/// Servers that take the one length and proxies that take the other do not agree where a request ends.
#[tokio::test]
async fn a_body_of_two_lengths_hides_no_request() {
    let (app, runs) = app();
    let app = serve(app).await;
    let inside = "DELETE /counted HTTP/1.1\r\nHost: a\r\n\r\n";
    for lines in [
        "Content-Length: 4\r\nContent-Length: 5\r\n\r\nbolt",
        "Content-Length: 4, 5\r\n\r\nbolt",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: +4\r\n\r\nbolt",
        "Content-Length: 99999999999999999999\r\n\r\nbolt",
        "Transfer-Encoding: identity\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    ] {
        let mut connection = http1::Connection::open(app.address).await;
        connection.write_if_open(format!("{HEAD}{lines}{inside}").as_bytes()).await;
        connection.finish_writing().await;
        let answers = String::from_utf8(connection.read_to_end().await).unwrap();
        assert!(answers.starts_with("HTTP/1.1 400 "), "{lines:?}: {answers}");
        assert!(!answers.contains("access-control") && !answers.contains("counted"), "{lines:?}: {answers}");
    }
    assert_eq!(runs.0.load(Ordering::Relaxed), 0);
    assert_served(&app).await;
}
