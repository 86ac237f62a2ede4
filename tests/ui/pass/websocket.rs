//! A WebSocket handler, or its named policy, says `enforce`, or that it goes without.
#![deny(warnings)]

use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::response::Response;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, enforce)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    async fn talk(_socket: WebSocket) {}

    upgrade.on_upgrade(talk)
}

#[cors(origins = ["https://app.example.com"], credentials, enforce)]
static ENFORCED: Policy;

#[cors(policy = ENFORCED, methods = [GET])]
async fn shared(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |_socket| {})
}

#[cors(origins = ["https://app.example.com"], dangerously(unenforced))]
static UNENFORCED: Policy;

#[cors(policy = UNENFORCED, methods = [GET])]
async fn public(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |_socket| {})
}

fn main() {
    let router = CorsRouter::new().route("/chat", chat).route("/shared", shared).route("/public", public);
    let _: axum::Router = router.into();
}
