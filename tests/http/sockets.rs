//! WebSockets are recognised by the request, and enforced whatever serves them, over HTTP/1.1 and over HTTP/2.

use crate::client::{Served, TestRequest, TestResponse, serve};
use crate::{http1, http2};
use axum::Router;
use axum::body::Bytes;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, State, WebSocketUpgrade as Ws};
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{any, get};
use h2::ext::Protocol;
use handler_cors::{CorsRouter, Policy, cors};
use std::fmt::Write;
use std::mem;
use std::sync::{Arc, Mutex};

/// The cookies of each request that reached a handler, in one line.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn add(&self, headers: &HeaderMap) {
        let cookies = headers.get_all(COOKIE).iter().map(|value| value.to_str().unwrap());
        self.0.lock().unwrap().push(cookies.collect::<Vec<_>>().join("; "));
    }

    fn take(&self) -> Vec<String> {
        mem::take(&mut self.0.lock().unwrap())
    }
}

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if socket.send(message).await.is_err() {
            return;
        }
    }
}

fn open(seen: &Seen, headers: &HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    seen.add(headers);
    upgrade.on_upgrade(echo)
}

type Socket = WebSocketUpgrade;

#[derive(FromRequestParts)]
struct Session {
    upgrade: WebSocketUpgrade,
    headers: HeaderMap,
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn renamed(State(seen): State<Seen>, headers: HeaderMap, upgrade: Ws) -> Response {
    open(&seen, &headers, upgrade)
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn aliased(State(seen): State<Seen>, headers: HeaderMap, upgrade: Socket) -> Response {
    open(&seen, &headers, upgrade)
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn fallible(
    State(seen): State<Seen>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, WebSocketUpgradeRejection> {
    Ok(open(&seen, &headers, upgrade?))
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn derived(State(seen): State<Seen>, session: Session) -> Response {
    open(&seen, &session.headers, session.upgrade)
}

/// `unenforced` is about requests that CORS hides; a page reads a WebSocket without CORS.
#[cors(origins = ["https://app.example.com"], methods = [GET, POST], dangerously(unenforced))]
async fn unenforced(State(seen): State<Seen>, headers: HeaderMap, upgrade: Ws) -> Response {
    open(&seen, &headers, upgrade)
}

/// A WebSocket is not a navigation, whatever it says.
#[cors(origins = ["https://app.example.com"], methods = [GET], enforce, dangerously(cross_site_navigations))]
async fn navigable(State(seen): State<Seen>, headers: HeaderMap, upgrade: Ws) -> Response {
    open(&seen, &headers, upgrade)
}

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[cors(origins = ["https://app.example.com"], credentials)]
static ACCOUNT: Policy;

#[cors(origins = ["https://app.example.com"], dangerously(unenforced))]
static UNENFORCED: Policy;

#[cors(origins = ["*"])]
static ANY: Policy;

async fn plain(State(seen): State<Seen>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    open(&seen, &headers, upgrade)
}

/// The paths on which sockets open, under policies for one page without `credentials`.
const PATHS: [&str; 14] = [
    "/renamed",
    "/aliased",
    "/fallible",
    "/derived",
    "/unenforced",
    "/navigable",
    "/get",
    "/any",
    "/get/unenforced",
    "/layered",
    "/service",
    "/nested/service",
    "/base/application",
    "/nothing/but/a/fallback",
];

fn app(seen: &Seen) -> CorsRouter {
    let service = || any(plain).with_state(seen.clone());
    let application = Router::new().route("/application", any(plain)).route("/application/get", get(plain));
    CorsRouter::new()
        .route("/renamed", renamed)
        .route("/aliased", aliased)
        .route("/fallible", fallible)
        .route("/derived", derived)
        .route("/unenforced", unenforced)
        .route("/navigable", navigable)
        .route("/get", WEB.get(plain).post(async || ()))
        .route("/any", WEB.any(plain))
        .route("/get/unenforced", UNENFORCED.get(plain).post(async || ()))
        .route("/layered", WEB.get(plain).layer(map_response(async |response: Response| response)))
        .route("/service", WEB.service(service()))
        .nest_service("/nested", WEB.service(service()))
        .route("/account", ACCOUNT.get(plain))
        .route("/anybody", ANY.get(plain))
        .nest("/base", WEB.router(application))
        .fallback(WEB.any(plain))
        .with_state(seen.clone())
}

/// Requests for a WebSocket, and whether it opens.
const ROWS: [(&str, bool); 13] = [
    ("Origin: https://app.example.com", true),
    (
        "Origin: https://app.example.com\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: websocket\nSec-Fetch-Dest: empty",
        true,
    ),
    ("Origin: https://api.example.com", true),
    ("Origin: https://www.example.com\nSec-Fetch-Site: same-origin\nSec-Fetch-Mode: websocket", true),
    ("User-Agent: program", true),
    ("Origin: https://evil.example", false),
    (
        "Origin: https://evil.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: websocket\nSec-Fetch-Dest: empty",
        false,
    ),
    ("Origin: null", false),
    ("Origin: http://app.example.com", false),
    ("Origin: https://app.example.com.evil.example", false),
    ("Origin: https://app.example.com\nOrigin: https://app.example.com", false),
    ("Sec-Fetch-Site: cross-site", false),
    (
        "Origin: https://evil.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document",
        false,
    ),
];

/// A text frame of a client, masked with zeros, and of a server (RFC 6455, §5.2).
const SENT: &[u8] = b"\x81\x82\0\0\0\0hi";
const ECHOED: &[u8] = b"\x81\x02hi";

fn handshake(path: &str, lines: &str) -> TestRequest {
    TestRequest::new(&format!(
        "GET {path}
         Connection: Upgrade
         Upgrade: websocket
         Sec-WebSocket-Version: 13
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
         {lines}"
    ))
}

/// Opens a WebSocket over HTTP/1.1 (RFC 6455), and sends a message through it.
async fn over_http1(app: &Served, request: &TestRequest) -> TestResponse {
    let mut connection = http1::Connection::open(app.address).await;
    let response = connection.request(request).await;
    if response.status == 101 {
        connection.write(SENT).await;
        assert_eq!(connection.take(ECHOED.len()).await, ECHOED);
    }
    response
}

/// Opens a WebSocket over HTTP/2 by extended CONNECT (RFC 8441), and sends a message through it.
async fn over_http2(app: &Served, path: &str, lines: &str) -> TestResponse {
    let connection = http2::Connection::open(app.address).await;
    let mut head = http2::head(&TestRequest::new(&format!("CONNECT {path}\nSec-WebSocket-Version: 13\n{lines}")));
    head.extensions_mut().insert(Protocol::from_static("websocket"));
    // The server announces extended CONNECT in its first frame.
    connection.request(&TestRequest::new("GET /nothing/here")).await.unwrap();
    assert!(connection.speaks_extended_connect());
    let mut exchange = connection.start(head, false).await.unwrap();
    let mut response = http1::soon(exchange.response).await.unwrap();
    if response.status() == StatusCode::OK {
        exchange.body.send_data(Bytes::from_static(SENT), false).unwrap();
        let echoed = http1::soon(response.body_mut().data()).await.expect("an open socket").unwrap();
        assert_eq!(echoed, ECHOED);
    }
    // It ends with its input.
    let _ = exchange.body.send_data(Bytes::new(), true);
    http2::received(response).await.unwrap()
}

/// Opens a WebSocket in both ways. All differences are reported at once.
async fn differences(app: &Served, path: &str, lines: &str, opens: bool) -> String {
    let cookie = format!("{lines}\nCookie: session=1");
    let over_http1 = over_http1(app, &handshake(path, &cookie)).await;
    let over_http2 = over_http2(app, path, &cookie).await;
    let mut all = String::new();
    for (how, response, opened) in [("HTTP/1.1", over_http1, 101), ("HTTP/2", over_http2, 200)] {
        if response.status != if opens { opened } else { 403 } || !opens && !response.is_rejection() {
            write!(all, "\n{path} over {how}: {} for\n{lines}\n", response.text()).unwrap();
        }
    }
    all
}

#[tokio::test]
async fn sockets_open_for_allowed_pages_whatever_serves_them() {
    let seen = Seen::default();
    let app = serve(app(&seen)).await;
    let mut all = String::new();
    for path in PATHS {
        for (lines, opens) in ROWS {
            all += &differences(&app, path, lines, opens).await;
            // The fallback also serves the request that comes before each CONNECT; it is no socket, and does not reach the handler.
            let reached = seen.take().len();
            if reached != if opens { 2 } else { 0 } {
                write!(all, "\n{path}: {reached} requests reach the handler for\n{lines}\n").unwrap();
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

/// Without `credentials`, a socket opens without the user's cookies, also those that HTTP/2 sends line by line.
#[tokio::test]
async fn sockets_open_without_credentials_unless_the_policy_has_them() {
    const BOTH: &str = "a=1; b=2";
    let seen = Seen::default();
    let app = serve(app(&seen)).await;
    let (page, own) = ("Origin: https://app.example.com", "Origin: https://api.example.com");
    let strangers = "Origin: https://evil.example\nSec-Fetch-Site: cross-site";
    for (path, lines, expected) in [
        ("/account", page, BOTH),
        ("/account", own, BOTH),
        ("/account", "User-Agent: program", BOTH),
        ("/anybody", strangers, ""),
        ("/anybody", page, ""),
        ("/anybody", "Sec-Fetch-Site: same-origin", BOTH),
    ]
    .into_iter()
    .chain(
        PATHS.into_iter().flat_map(|path| [(path, page, ""), (path, own, BOTH), (path, "User-Agent: program", BOTH)]),
    ) {
        let lines = format!("{lines}\nCookie: a=1\nCookie: b=2");
        assert_eq!(over_http1(&app, &handshake(path, &lines)).await.status, 101, "{path}: {lines}");
        assert_eq!(over_http2(&app, path, &lines).await.status, 200, "{path}: {lines}");
        assert_eq!(seen.take(), [expected, expected], "{path}: {lines}");
    }
}

/// As in bare axum: a route for GET of an application does not serve CONNECT.
#[tokio::test]
async fn an_application_serves_sockets_of_http2_where_it_serves_any_method() {
    let seen = Seen::default();
    let app = serve(app(&seen)).await;
    let allowed = "Origin: https://app.example.com";
    assert_eq!(over_http1(&app, &handshake("/base/application/get", allowed)).await.status, 101);
    assert_eq!(over_http2(&app, "/base/application/get", allowed).await.status, 405);
    let rejected = over_http2(&app, "/base/application/get", "Origin: https://evil.example").await;
    assert!(rejected.is_rejection(), "{}", rejected.text());
}

/// Services may read `Upgrade` more or less strictly than its grammar is, so that all that may be a handshake is enforced.
#[tokio::test]
async fn spellings_of_a_handshake() {
    let app = serve(CorsRouter::new().route("/", WEB.get(async || "got"))).await;
    for (lines, is_enforced) in [
        ("Upgrade: websocket", true),
        ("Upgrade: WebSocket", true),
        ("Upgrade: WEBSOCKET", true),
        ("Upgrade: h2c, websocket", true),
        ("Upgrade: h2c\nUpgrade: websocket", true),
        ("Upgrade: websocket/13", true),
        ("Upgrade: \"websocket\"", true),
        ("Upgrade: h2c", false),
        ("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", false),
        ("Connection: Upgrade", false),
    ] {
        let response =
            app.request_over_socket(TestRequest::new(&format!("GET /\nOrigin: https://evil.example\n{lines}"))).await;
        assert_eq!(response.is_rejection(), is_enforced, "{lines}: {}", response.text());
        let response =
            app.request_in_process(TestRequest::new(&format!("GET /\nOrigin: https://evil.example\n{lines}"))).await;
        assert_eq!(response.is_rejection(), is_enforced, "{lines}: {}", response.text());
    }
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn text() -> &'static str {
    "text"
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn nothing() {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn created() -> (StatusCode, &'static str) {
    (StatusCode::CREATED, "made")
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn missing() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "no such thing")
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn post() -> &'static str {
    "posted"
}

/// The status of a CONNECT, and what can be read and written through it afterwards.
async fn connect(app: &Served, path: &str) -> (u16, String) {
    let connection = http2::Connection::open(app.address).await;
    connection.request(&TestRequest::new("GET /text")).await.unwrap();
    let mut head = http2::head(&TestRequest::new(&format!("CONNECT {path}\nOrigin: https://app.example.com")));
    head.extensions_mut().insert(Protocol::from_static("websocket"));
    let mut exchange = connection.start(head, false).await.unwrap();
    let response = http1::soon(exchange.response).await.unwrap();
    let _ = exchange.body.send_data(Bytes::from_static(SENT), true);
    let response = http2::received(response).await.unwrap();
    (response.status, response.body)
}

fn without_sockets() -> CorsRouter {
    CorsRouter::new()
        .route("/text", text)
        .route("/created", created)
        .route("/missing", missing)
        .route("/post", post)
        .route("/nothing", nothing)
        .route("/get", WEB.get(async || "got"))
        .route("/layered", WEB.get(async || "got").layer(map_response(async |response: Response| response)))
}

/// A handler that is no WebSocket opens no tunnel: to a client, each 2xx would be one (RFC 9110, §9.3.6).
#[tokio::test]
async fn connect_opens_nothing_but_sockets() {
    let app = serve(without_sockets()).await;
    let nothing = |status| (status, String::new());
    for (path, expected) in [
        ("/text", nothing(404)),
        ("/created", nothing(404)),
        ("/get", nothing(404)),
        ("/layered", nothing(404)),
        ("/missing", (404, "no such thing".to_owned())),
        ("/post", nothing(405)),
    ] {
        assert_eq!(connect(&app, path).await, expected, "{path}");
    }
}

/// The one response that looks like that of a WebSocket. For the page it opens, and closes at once.
#[tokio::test]
async fn connect_to_a_handler_without_content_opens_an_empty_socket() {
    let app = serve(without_sockets()).await;
    assert_eq!(connect(&app, "/nothing").await, (200, String::new()));
}

/// `Allow` does not list CONNECT, though a handler for GET is registered for it.
#[tokio::test]
async fn allow_does_not_list_connect() {
    let app = serve(app(&Seen::default()).route("/text", text)).await;
    for path in ["/text", "/get", "/renamed", "/layered"] {
        for method in ["OPTIONS", "DELETE"] {
            let response = app.request(&*format!("{method} {path}")).await;
            let allow = String::from_utf8(response.header("allow").unwrap_or_default().to_vec()).unwrap();
            assert!(allow.contains("GET") && !allow.contains("CONNECT"), "{method} {path}: {allow}");
        }
    }
}
