use axum::extract::WebSocketUpgrade;
use axum::response::Response;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"], credentials)]
static CHATS: Policy;

#[cors(policy = CHATS, methods = [GET])]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_socket| async {})
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", chat).into();
}
