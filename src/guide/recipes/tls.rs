use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use handler_cors::{BuildError, CorsRouter, Policy, cors};
use std::net::{SocketAddr, TcpListener};

#[cors(origins = ["https://app.example.com"], credentials)]
static WEB: Policy;

/// Browsers open sockets over HTTP/2 where the server offers it: handlers for GET are reachable by both.
async fn socket(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |mut socket| {
        while let Some(Ok(message)) = socket.recv().await {
            let _ = socket.send(message).await;
        }
    })
}

fn app() -> Result<CorsRouter, BuildError> {
    CorsRouter::new()
        .route("/notes", WEB.get(async || "all notes").post(async || "noted"))
        .route("/socket", WEB.get(socket))
        .server_origins(["https://{host}"]) // pages of `http://` on the same host are not ours
        .build()
}

/// HTTP/2 and HTTP/1.1, as the client prefers. Call `enable_connect_protocol` for sockets over HTTP/2.
pub async fn serve(
    listener: TcpListener,
    tls: RustlsConfig,
    handle: Handle<SocketAddr>,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut server = axum_server::from_tcp_rustls(listener, tls)?.handle(handle);
    server.http_builder().http2().enable_connect_protocol();
    server.serve(app()?.into_make_service()).await?;
    Ok(())
}
