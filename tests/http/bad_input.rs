//! Input that browsers never send is never allowed, never panics, and reaches the handler unchanged.

use crate::client::{Served, TestRequest, TestResponse, in_process, serve};
use crate::http1;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue};
use handler_cors::{CorsRouter, cors};
use proptest::prelude::*;

/// Responds with the headers that it received.
#[cors(
    origins = ["https://app.example.com", "https://*.partner.example", "https://pr-*.preview.example", "http://localhost:*"],
    methods = [GET],
    headers = ["x-request-id"],
    credentials,
)]
#[allow(deprecated, reason = "a loopback origin")]
async fn listed(headers: HeaderMap) -> String {
    received(&headers)
}

#[cors(origins = ["*"], methods = [GET])]
async fn any_origin(headers: HeaderMap) -> String {
    received(&headers)
}

#[cors(origins = ["https://app.example.com"], methods = [POST], headers = ["x-request-id"])]
async fn change(headers: HeaderMap) -> String {
    received(&headers)
}

fn received(headers: &HeaderMap) -> String {
    let lines = headers.iter().map(|(name, value)| format!("{name}: {}", value.as_bytes().escape_ascii()));
    lines.collect::<Vec<_>>().join("\n")
}

fn app() -> CorsRouter {
    CorsRouter::new().route("/listed", (listed, change)).route("/any-origin", any_origin)
}

/// Values of one Origin header that no list allows.
fn bad_origins() -> Vec<Vec<u8>> {
    let long = |length: usize| format!("https://{}.partner.example", "a".repeat(length)).into_bytes();
    let deep = format!("https://{}partner.example", "a.".repeat(2000)).into_bytes();
    let mut origins: Vec<Vec<u8>> = [
        "",
        "*",
        "null",
        "NULL",
        "undefined",
        "https",
        "https:",
        "https://",
        "://",
        "//app.example.com",
        "app.example.com",
        "https:app.example.com",
        "https:/app.example.com",
        "https:///app.example.com",
        "https:\\\\app.example.com",
        "HTTPS://app.example.com",
        "https://App.example.com",
        "https://app.example.com/",
        "https://app.example.com/path",
        "https://app.example.com?",
        "https://app.example.com#",
        "https://app.example.com:",
        "https://app.example.com:443",
        "https://app.example.com:0443",
        "https://app.example.com.",
        "https://app.example.com, https://app.example.com",
        "https://app.example.com https://app.example.com",
        "https://app.example.com,null",
        "\"https://app.example.com\"",
        "https://user@app.example.com",
        "https://evil.example@app.example.com",
        "https://app.example.com@evil.example",
        "https://app.example.com%00.evil.example",
        "https://app.example.com\\.evil.example",
        "https://app%2eexample.com",
        "https://appxexample.com",
        "https://app.example.comx",
        "https://partner.example",
        "https://.partner.example",
        "https://..partner.example",
        "https://a..partner.example",
        "https://*.partner.example",
        "https://evil.example/.partner.example",
        "https://evil.example?.partner.example",
        "https://evil.example#.partner.example",
        "https://evil.example:443.partner.example",
        "https://evil.example@a.partner.example",
        "https://evil.example\\.partner.example",
        "https://a.partner.example.evil.example",
        "https://a.partner.example:443",
        "https://a.partner.example:8443",
        "https://A.partner.example",
        "https://a b.partner.example",
        "https://{a}.partner.example",
        "https://`a`.partner.example",
        "https://pr-.preview.example",
        "https://pr-a.b.preview.example",
        "https://pr-*.preview.example",
        "https://pr-a_b.preview.example",
        "https://pr-A.preview.example",
        "https://x-pr-a.preview.example",
        "http://localhost:",
        "http://localhost:*",
        "http://localhost:0",
        "http://localhost:080",
        "http://localhost:65536",
        "http://localhost:99999999999999999999",
        "http://localhost:+80",
        "http://localhost:-1",
        "http://localhost:80 ",
        "http://localhost:8o",
        "http://localhost:80:80",
        "http://localhost:80/",
        "http://localhost.evil.example:80",
        "http://a.localhost:80",
    ]
    .map(|origin| origin.trim_end().as_bytes().to_owned())
    .to_vec();
    origins.retain(|origin| origin != b"http://localhost:80");
    let non_ascii: [&[u8]; 7] = [
        b"https://app.example.com\xff",
        b"https://app.example.com\xc2\xa0",
        b"\xef\xbb\xbfhttps://app.example.com",
        b"https://\xc3\xa4.partner.example",
        b"https://\xef\xbd\x81.partner.example",
        b"https://\x80.partner.example",
        b"https://app\t.example.com",
    ];
    origins.extend(non_ascii.map(<[u8]>::to_owned));
    origins.extend([deep, long(64), long(300), long(60_000), vec![b'a'; 60_000], vec![0xff; 10_000]]);
    origins
}

/// A response 500 or a closed connection would fail here too.
async fn assert_not_allowed(app: &Served, origin: &[u8]) {
    let shown = &origin.escape_ascii().to_string()[..origin.len().min(60)].to_owned();
    let get = app.request(TestRequest::new("GET /listed").header("origin", origin)).await;
    let heard = format!("host: api.example.com\norigin: {}", origin.escape_ascii());
    assert_eq!(get.text(), format!("200\nvary: Origin\n\n{heard}"), "GET, {shown}");
    app.request(TestRequest::new("POST /listed").header("origin", origin)).await.assert("403\nVary: Origin");
    for method in ["GET", "POST", "PATCH"] {
        let preflight = TestRequest::new("OPTIONS /listed").header("access-control-request-method", method);
        let response = app.request(preflight.header("origin", origin)).await;
        let rejected = "403\nvary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
        assert_eq!(response.text(), rejected, "preflight for {method}, {shown}");
    }
}

#[tokio::test]
async fn a_malformed_origin_is_not_allowed() {
    let app = serve(app()).await;
    for origin in bad_origins() {
        assert_not_allowed(&app, &origin).await;
    }
}

/// The positive control: origins that the lists of this file allow.
#[tokio::test]
async fn a_listed_origin_is_allowed() {
    let app = serve(app()).await;
    let longest_label = format!("https://{}.partner.example", "a".repeat(63));
    for origin in [
        &*longest_label,
        "https://app.example.com",
        "https://a.partner.example",
        "https://a.b.c.partner.example",
        "https://xn--4ca.partner.example",
        "https://pr-a.preview.example",
        "https://pr-1-2.preview.example",
        "http://localhost",
        "http://localhost:1",
        "http://localhost:65535",
    ] {
        let response = app.request(&*format!("GET /listed\nOrigin: {origin}")).await;
        assert_eq!(response.header("access-control-allow-origin"), Some(origin.as_bytes()));
    }
}

#[tokio::test]
async fn several_origin_headers_are_not_allowed() {
    let app = serve(app()).await;
    let allowed = "https://app.example.com";
    for lines in [&[allowed, allowed][..], &[allowed, "null"], &["", "https://a.partner.example"], &[allowed; 90]] {
        let with_all =
            |text| lines.iter().fold(TestRequest::new(text), |request, origin| request.header("origin", origin));
        let response = app.request(with_all("GET /listed")).await;
        assert_eq!(response.header("access-control-allow-origin"), None);
        assert_eq!(
            response.body.matches("origin: ").count(),
            lines.len(),
            "the handler receives all: {}",
            response.body
        );
        assert_eq!(app.request(with_all("POST /listed")).await.status, 403);
        let preflight = "OPTIONS /listed\nAccess-Control-Request-Method: GET";
        assert_eq!(app.request(with_all(preflight)).await.status, 403);
    }
}

/// Values of Access-Control-Request-Method that are not a method of the path, from an allowed origin.
#[tokio::test]
async fn a_malformed_requested_method_is_not_allowed() {
    let app = serve(app()).await;
    let long = "GET".repeat(20_000);
    let bad =
        [b"".as_slice(), b"get", b"GET, POST", b"GET POST", b"GET,", b"*", b"\xff", b"G\xcbT", b"\"GET\"", b"OPTIONS"];
    for method in bad.into_iter().chain([long.as_bytes()]) {
        let preflight = TestRequest::new("OPTIONS /listed\nOrigin: http://localhost:3000");
        let response = app.request(preflight.header("access-control-request-method", method)).await;
        let only_ours = "204
            Access-Control-Allow-Origin: http://localhost:3000
            Access-Control-Allow-Credentials: true
            Access-Control-Allow-Methods: GET
            Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
        response.assert(only_ours);
    }
    let twice = "OPTIONS /listed
        Origin: http://localhost:3000
        Access-Control-Request-Method: GET
        Access-Control-Request-Method: GET";
    let rejected = "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    app.check(&[(twice, rejected)]).await;
}

/// The list is never parsed: the response depends on the policy only.
#[tokio::test]
async fn malformed_requested_headers_are_ignored() {
    let app = serve(app()).await;
    let request =
        TestRequest::new("OPTIONS /listed\nOrigin: http://localhost:3000\nAccess-Control-Request-Method: GET");
    let plain = app.request(request.clone()).await.text();
    assert!(plain.contains("\naccess-control-allow-headers: x-request-id\n"), "{plain}");
    let (commas, long) = (b",".repeat(60_000), b"x".repeat(60_000));
    let bad = [b"".as_slice(), b"*", b",,,", b"x-evil", b"X-REQUEST-ID", b"\xff\xfe", b"a b;c", &commas, &long];
    for names in bad {
        let asked = request.clone().header("access-control-request-headers", names);
        assert_eq!(app.request(asked.clone()).await.text(), plain);
        assert_eq!(app.request(asked.header("access-control-request-headers", names)).await.text(), plain);
    }
}

/// Input that is not HTTP: the server rejects it or responds without CORS, and handles the next request.
#[tokio::test]
async fn malformed_requests_get_a_response() {
    let app = serve(app()).await;
    for (request, status) in [
        (b"GET /listed HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example.com\0\r\n\r\n".as_slice(), 400),
        (b"GET /listed HTTP/1.1\r\nHost: a\r\nOrigin : https://app.example.com\r\n\r\n", 400),
        (b"GET /listed HTTP/1.1\r\nHost: a\r\nOri\xffgin: https://app.example.com\r\n\r\n", 400),
        (b"GET /listed HTTP/1.1\r\nHost: a\r\nX: y\r\n Origin: https://app.example.com\r\n\r\n", 400),
        (b"GET /listed HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\n .com\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example.com\r\nAccess-Control-Request-Method: GET\r\n\r\n", 404),
        (b"OPTIONS /listed%00 HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example.com\r\nAccess-Control-Request-Method: GET\r\n\r\n", 404),
        (b"CONNECT app.example.com:443 HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example.com\r\n\r\n", 404),
    ] {
        let response = http1::send(app.address, request).await;
        assert_eq!(response.status, status, "{}", request.escape_ascii());
        assert!(!response.text().contains("access-control"), "{}", response.text());
    }
    assert_eq!(app.request("GET /any-origin").await.status, 200);
}

/// Optional white space is not part of a value (RFC 9110, §5.5). The value itself is compared byte by byte.
#[tokio::test]
async fn white_space_around_a_value_is_not_part_of_it() {
    let app = serve(app()).await;
    let request = b"GET /listed HTTP/1.1\r\nHost: a\r\nOrigin:  \t https://app.example.com \t\r\n\r\n";
    let response = http1::send(app.address, request).await;
    assert_eq!(response.header("access-control-allow-origin"), Some(b"https://app.example.com".as_slice()));
    assert_eq!(response.body, "host: a\norigin: https://app.example.com");
}

/// Runs without a server, because proptest sends many requests.
fn request_at_once(router: &Router, request: TestRequest) -> TestResponse {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(in_process(router.clone(), request.into_request()))
}

/// Bytes that are valid in a header value.
fn value() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&str] = &[
        "https://app.example.com",
        "https://",
        "http://",
        "app",
        ".example.com",
        ".partner.example",
        "partner.example",
        "pr-",
        ".preview.example",
        "localhost",
        ":",
        "80",
        "*",
        ".",
        ",",
        " ",
        "null",
        "a",
        "A",
        "\u{e4}",
        "@",
        "/",
        "?",
        "#",
        "%",
    ];
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    let value = prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat());
    value.prop_filter("a header value", |value| HeaderValue::from_bytes(value).is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The response depends on Origin only, contains it or no origin, and the handler receives the whole request.
    #[test]
    fn arbitrary_headers(origins in prop::collection::vec(value(), 0..3), others in prop::collection::vec(value(), 3)) {
        let names = ["access-control-request-method", "access-control-request-headers", "cookie"];
        let router = Router::from(app());
        let mut request = TestRequest::new("GET /listed");
        request = origins.iter().fold(request, |request, origin| request.header("origin", origin));
        request = names.iter().zip(&others).fold(request, |request, (name, value)| request.header(name, value));
        let mut sent: Vec<_> = request.headers.iter().map(|(name, value)| format!("{name}: {}", value.escape_ascii())).collect();
        let response = request_at_once(&router, request.clone());
        prop_assert_eq!(response.status, 200);
        let mut received: Vec<_> = response.body.lines().map(str::to_owned).collect();
        sent.sort();
        received.sort();
        prop_assert_eq!(received, sent);
        let allowed = response.header("access-control-allow-origin");
        prop_assert!(allowed.is_none() || origins.len() == 1 && allowed == Some(&*origins[0]), "{allowed:?}");
        request.target = "/any-origin".into();
        let public = request_at_once(&router, request.clone());
        prop_assert_eq!(public.header("access-control-allow-origin"), Some(b"*".as_slice()));
        (request.method, request.target) = ("OPTIONS".into(), "/listed".into());
        let preflight = request_at_once(&router, request);
        let allowed = preflight.header("access-control-allow-origin");
        prop_assert_eq!(allowed, if preflight.status == 204 && !origins.is_empty() { allowed } else { None });
    }
}

#[test]
fn a_request_without_a_host_gets_a_response() {
    let request = axum::http::Request::get("/listed").header("origin", "https://app.example.com").body(Body::empty());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(runtime.block_on(in_process(app().into(), request.unwrap())).status, 200);
}
