//! WebSockets need no word in the policy: each handshake is enforced.
#![deny(warnings)]

use axum::extract::ws::{WebSocket, WebSocketUpgrade as Ws, rejection::WebSocketUpgradeRejection};
use axum::response::Response;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials)]
async fn chat(upgrade: Ws) -> Response {
    async fn talk(_socket: WebSocket) {}

    upgrade.on_upgrade(talk)
}

#[cors(origins = ["https://app.example.com"], dangerously(unenforced))]
static UNENFORCED: Policy;

#[cors(policy = UNENFORCED, methods = [GET])]
async fn shared(upgrade: Result<Ws, WebSocketUpgradeRejection>) -> Response {
    upgrade.expect("a handshake").on_upgrade(async |_socket| {})
}

#[cors(
    origins = ["https://app.example.com"],
    methods = [GET],
    credentials,
    enforce,
    dangerously(cross_site_navigations),
)]
async fn callback() {}

fn main() {
    let router = CorsRouter::new()
        .route("/chat", chat)
        .route("/shared", shared)
        .route("/callback", callback)
        .route("/plain", UNENFORCED.get(async |upgrade: Ws| upgrade.on_upgrade(async |_socket| {})));
    let _: axum::Router = router.into();
}
