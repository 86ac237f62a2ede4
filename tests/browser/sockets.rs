//! WebSocket handshakes.

use crate::service::{header, response, service};
use axum::extract::WebSocketUpgrade;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Router, response::Response};
use handler_cors::testing::{Blocked, Browser};

const URL: &str = "wss://api.example.com/live";
const EVIL: &str = "https://evil.example";

#[tokio::test]
async fn handshakes_have_cookies_and_in_firefox_fetch_metadata() {
    let cases = [
        (Browser::new as fn() -> Browser, "n=1; u=1", ["-", "-", "-"]),
        (Browser::chromium, "n=1", ["-", "-", "-"]),
        (Browser::firefox, "n=1; u=1", ["cross-site", "websocket", "empty"]),
    ];
    for (browser, cookies, metadata) in cases {
        let (mut app, log) =
            service(|_| response("403\nset-cookie: n=1; SameSite=None; Secure\nset-cookie: u=1; Path=/"));
        let browser = browser();
        let own = browser.page("https://api.example.com").open_socket(&mut app, URL).await.unwrap_err();
        assert_eq!(own, Blocked::Handshake { status: StatusCode::FORBIDDEN });
        log.take();
        browser.page(EVIL).open_socket(&mut app, URL).await.unwrap_err();
        let request = log.one();
        assert_eq!(request.uri(), "/live");
        let names = ["host", "connection", "upgrade", "sec-websocket-version", "origin", "cookie"];
        assert_eq!(
            names.map(|name| header(&request, name)),
            ["api.example.com", "Upgrade", "websocket", "13", EVIL, cookies]
        );
        assert_eq!(["sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest"].map(|name| header(&request, name)), metadata);
    }
}

#[tokio::test]
async fn a_handler_of_axum_opens_the_socket() {
    async fn live(socket: WebSocketUpgrade) -> Response {
        socket.on_upgrade(|_| async {})
    }
    let mut app: Router = Router::new().route("/live", get(live));
    let page = Browser::at(EVIL);
    assert_eq!(page.open_socket(&mut app, URL).await, Ok(()));
    let blocked = page.open_socket(&mut app, "wss://api.example.com/elsewhere").await.unwrap_err();
    assert_eq!(blocked, Blocked::Handshake { status: StatusCode::NOT_FOUND });
    let blocked = page.open_socket(&mut app, "ws://api.example.com/live").await.unwrap_err();
    assert_eq!(blocked, Blocked::MixedContent { url: "http://api.example.com/live".to_owned() });
    assert_eq!(page.open_socket(&mut app, "ws://localhost:3000/live").await, Ok(()));
}

#[tokio::test]
#[should_panic(expected = "`https://api.example.com/` is not an absolute ws(s) URL")]
async fn other_urls_panic() {
    let mut app: Router = Router::new();
    let _ = Browser::at(EVIL).open_socket(&mut app, "https://api.example.com/").await;
}
