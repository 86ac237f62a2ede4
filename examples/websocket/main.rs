//! An echo server over WebSockets. Browsers open WebSockets to any server, with the cookies of the user, and CORS by itself does not
//! stop them. So handshakes are always enforced: those from origins that are not allowed are rejected.
//!
//! ```sh
//! cargo run -p websocket                 # on 127.0.0.1:3000
//! ```

use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::{Html, Response};
use axum::routing::get;
use handler_cors::{CorsRouter, cors};

/// Allows `https://app.example.com`. The page below is same-origin, and always allowed.
#[cors(origins = ["https://app.example.com"], methods = [GET], credentials)]
async fn echo(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(repeat)
}

async fn repeat(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        let is_content = matches!(message, Message::Text(_) | Message::Binary(_));
        if is_content && socket.send(message).await.is_err() {
            return;
        }
    }
}

const PAGE: &str = r##"<!doctype html>
<title>echo</title>
<input id="line" placeholder="type, and press enter" autofocus>
<pre id="log"></pre>
<script>
  const socket = new WebSocket(`ws://${location.host}/echo`);
  const log = text => document.querySelector("#log").append(text + "\n");
  socket.onopen = () => log("open");
  socket.onmessage = event => log(event.data);
  socket.onclose = () => log("closed");
  document.querySelector("#line").onchange = event => {
    socket.send(event.target.value);
    event.target.value = "";
  };
</script>
"##;

fn app() -> CorsRouter {
    let page = Router::new().route("/", get(async || Html(PAGE)));
    CorsRouter::new().route("/echo", echo).merge(page)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".into());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app().into_make_service()).await
}

#[cfg(test)]
mod tests {
    use super::app;
    use handler_cors::testing::probe::{Probe, ProbeError};

    #[tokio::test]
    async fn a_probe_finds_nothing() -> Result<(), ProbeError> {
        let report = Probe::new(&app().surface()).run(&mut app()).await?;
        assert!(report.is_clean(), "{report}");
        Ok(())
    }
}
