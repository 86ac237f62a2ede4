//! A WebSocket handler says `enforce`.
#![deny(warnings)]

use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::response::Response;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, enforce)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    async fn talk(_socket: WebSocket) {}

    upgrade.on_upgrade(talk)
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/chat", chat).into();
}
