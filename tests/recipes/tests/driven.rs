//! Each recipe, served and driven over HTTP: as a page of an allowed origin, as another page, and as a program.
#![allow(clippy::unwrap_used)]

use axum_server::tls_rustls::RustlsConfig;
use futures_util::{SinkExt, StreamExt};
use handler_cors::CorsRouter;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Version};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

const APP: &str = "https://app.example.com";
const EVIL: &str = "https://evil.example";

/// Serves an application, and returns its host and port.
async fn served(app: CorsRouter) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(axum::serve(listener, app).into_future());
    address
}

fn client() -> Client {
    // The only error is that another test has installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::new()
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

/// The status of a response, and whether its page can read it.
async fn of(request: RequestBuilder, origin: &str) -> (u16, bool, Response) {
    let response = request.header("origin", origin).send().await.unwrap();
    let readable = header(&response, "access-control-allow-origin");
    (response.status().as_u16(), readable == origin || readable == "*", response)
}

/// Whether a preflight allows the method and each of the headers.
async fn preflight(url: &str, origin: &str, method: &str, headers: &[&str]) -> bool {
    let request = client().request(reqwest::Method::OPTIONS, url);
    let request = request.header("access-control-request-method", method);
    let request = match headers {
        [] => request,
        _ => request.header("access-control-request-headers", headers.join(",")),
    };
    let (status, readable, response) = of(request, origin).await;
    let listed = |name: &str, wanted: &str| header(&response, name).split(", ").any(|listed| listed == wanted);
    let allowed = headers.iter().all(|wanted| listed("access-control-allow-headers", wanted));
    status == 204 && readable && allowed && listed("access-control-allow-methods", method)
}

#[tokio::test]
async fn grpc_web() {
    let url = format!("http://{}/grpc.health.v1.Health/Check", served(recipes::grpc_web::app().await.unwrap()).await);
    let sent = ["content-type", "x-grpc-web", "x-user-agent", "grpc-timeout"];
    assert!(preflight(&url, APP, "POST", &sent).await);
    assert!(!preflight(&url, EVIL, "POST", &sent).await);

    // A frame with the name of the service in field 1.
    let message = b"\0\0\0\0\x0d\x0a\x0bshop.Orders";
    let call = || client().post(&url).header("content-type", "application/grpc-web+proto").body(message.to_vec());
    let (status, readable, response) = of(call(), APP).await;
    assert_eq!((status, readable), (200, true));
    assert!(header(&response, "access-control-expose-headers").contains("grpc-status-details-bin"));
    let body = response.bytes().await.unwrap();
    assert!(body.starts_with(b"\0\0\0\0\x02\x08\x01"), "{body:?}");
    assert!(body.windows(13).any(|window| window == b"grpc-status:0"), "{body:?}");
    assert_eq!(of(call(), EVIL).await.0, 403);
}

#[tokio::test]
async fn mcp() {
    const INSPECTOR: &str = "https://inspector.example.com";
    let url = format!("http://{}/mcp", served(recipes::mcp::app("127.0.0.1").unwrap()).await);
    let sent = ["content-type", "mcp-protocol-version", "mcp-session-id", "mcp-method", "mcp-name", "authorization"];
    assert!(preflight(&url, INSPECTOR, "POST", &sent).await);
    assert!(preflight(&url, INSPECTOR, "DELETE", &sent).await);
    assert!(!preflight(&url, EVIL, "POST", &sent).await);

    let post =
        |message: Value| client().post(&url).header("accept", "application/json, text/event-stream").json(&message);
    let params =
        json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "page", "version": "1"}});
    let initialize = || post(json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params.clone()}));
    assert_eq!(initialize().send().await.unwrap().status(), StatusCode::OK, "a program");
    let (status, readable, response) = of(initialize(), INSPECTOR).await;
    assert_eq!((status, readable), (200, true));
    assert!(header(&response, "access-control-expose-headers").contains("mcp-session-id"));
    let session = header(&response, "mcp-session-id");
    assert!(response.text().await.unwrap().contains("serverInfo"));

    let notified =
        post(json!({"jsonrpc": "2.0", "method": "notifications/initialized"})).header("mcp-session-id", &session);
    assert_eq!(of(notified, INSPECTOR).await.0, 202);
    let call = json!({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "time", "arguments": {}}});
    let (status, readable, response) = of(post(call).header("mcp-session-id", &session), INSPECTOR).await;
    assert_eq!((status, readable), (200, true));
    assert!(response.text().await.unwrap().contains("noon"));

    assert_eq!(of(initialize(), EVIL).await.0, 403);
    assert_eq!(of(client().get(&url).header("accept", "text/event-stream"), EVIL).await.0, 403);
}

#[tokio::test]
async fn graphql() {
    let address = served(recipes::graphql::app().unwrap()).await;
    let url = format!("http://{address}/graphql");
    let query = || client().post(&url).json(&json!({"query": "{ hello }"}));
    assert!(preflight(&url, APP, "POST", &["content-type", "apollo-require-preflight"]).await);
    let (status, readable, response) = of(query(), APP).await;
    assert_eq!((status, readable), (200, true));
    assert_eq!(response.json::<Value>().await.unwrap()["data"]["hello"], "hello, app");
    assert_eq!(of(query(), EVIL).await.0, 403);

    let handshake = |origin: &'static str| {
        let mut request = format!("ws://{address}/graphql/ws").into_client_request().unwrap();
        request.headers_mut().insert("origin", origin.parse().unwrap());
        request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
        tokio_tungstenite::connect_async(request)
    };
    assert!(handshake(EVIL).await.unwrap_err().to_string().contains("403"));
    let (mut socket, _) = handshake(APP).await.unwrap();
    let subscribe = json!({"id": "1", "type": "subscribe", "payload": {"query": "subscription { ticks }"}});
    for message in [json!({"type": "connection_init"}), subscribe] {
        socket.send(Message::text(message.to_string())).await.unwrap();
    }
    let acknowledged = socket.next().await.unwrap().unwrap();
    let ticked = socket.next().await.unwrap().unwrap();
    assert!(acknowledged.to_text().unwrap().contains("connection_ack"), "{acknowledged}");
    assert!(ticked.to_text().unwrap().contains(r#""ticks":1"#), "{ticked}");
}

#[tokio::test]
async fn openapi() {
    let address = served(recipes::openapi::app().unwrap()).await;
    let (_, readable, response) = of(client().get(format!("http://{address}/openapi.json")), APP).await;
    let document: Value = response.json().await.unwrap();
    assert!(readable && document["paths"]["/widgets"]["post"].is_object());
    assert!(document["paths"]["/widgets/{id}"]["delete"].is_object(), "{document}");

    let create = || client().post(format!("http://{address}/widgets")).json(&json!({"name": "sprocket"}));
    assert_eq!(of(create(), APP).await.0, 201);
    assert_eq!(of(create(), EVIL).await.0, 403);
    let widget = format!("http://{address}/widgets/7");
    assert!(preflight(&widget, APP, "DELETE", &[]).await);
    assert_eq!(of(client().delete(&widget), APP).await.0, 204);
    assert_eq!(of(client().delete(&widget), EVIL).await.0, 403);
}

#[tokio::test]
async fn app_shells() {
    let address = served(recipes::app_shells::app().unwrap()).await;
    let (notes, pages) = (format!("http://{address}/notes"), format!("http://{address}/pages"));
    for shell in [
        "tauri://localhost",
        "http://tauri.localhost",
        "https://tauri.localhost",
        "capacitor://localhost",
        "https://localhost",
    ] {
        assert!(preflight(&notes, shell, "GET", &["authorization"]).await, "{shell}");
        let (status, readable, _) = of(client().get(&notes), shell).await;
        assert_eq!((status, readable), (200, true), "{shell}");
    }
    assert!(!preflight(&notes, "http://localhost", "GET", &["authorization"]).await);

    let save = || client().post(&pages).body("<p>");
    for extension in
        ["moz-extension://0b6a7e2c-1f3e-4f5e-9d11-6f2f6a1d6f10", "chrome-extension://abcdefghijklmnopabcdefghijklmnop"]
    {
        assert!(preflight(&pages, extension, "POST", &["authorization", "content-type"]).await, "{extension}");
        assert_eq!(of(save().header("authorization", "Bearer open-sesame"), extension).await.0, 201);
        let (status, readable, _) = of(save(), extension).await;
        assert_eq!((status, readable), (401, true), "{extension}");
    }
    assert_eq!(of(save(), "chrome-extension://pppppppppppppppppppppppppppppppp").await.0, 403);
}

#[tokio::test]
async fn sessions() {
    let address = served(recipes::sessions::app().unwrap()).await;
    let log_in = |password: &str| client().post(format!("http://{address}/session")).json(&("ada", password));
    let account = || client().get(format!("http://{address}/account"));
    assert!(preflight(&format!("http://{address}/session"), APP, "POST", &["content-type"]).await);
    let (status, readable, _) = of(account(), APP).await;
    assert_eq!((status, readable), (401, true));

    let (status, _, response) = of(log_in("open-sesame"), APP).await;
    assert_eq!(status, 204);
    let cookie = header(&response, "set-cookie");
    assert!(cookie.contains("Secure") && cookie.contains("SameSite=Lax"), "{cookie}");
    let session = cookie.split(';').next().unwrap();
    let (status, readable, response) = of(account().header("cookie", session), APP).await;
    assert_eq!((status, readable, response.text().await.unwrap()), (200, true, r#""ada""#.to_owned()));
    assert_eq!(of(log_in("wrong"), APP).await.0, 401);

    let (status, readable, response) = of(log_in("open-sesame"), EVIL).await;
    assert_eq!((status, readable, header(&response, "set-cookie")), (403, false, String::new()));
}

#[tokio::test]
async fn tls() {
    client();
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate, key) = (certified.cert.pem(), certified.signing_key.serialize_pem());
    let config = RustlsConfig::from_pem(certificate.clone().into_bytes(), key.into_bytes()).await.unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let handle = axum_server::Handle::new();
    let server = tokio::spawn({
        let handle = handle.clone();
        async move { recipes::tls::serve(listener, config, handle).await.map_err(|error| error.to_string()) }
    });

    let trusted = reqwest::Certificate::from_pem(certificate.as_bytes()).unwrap();
    let client = Client::builder().tls_certs_only([trusted]).build().unwrap();
    let url = format!("https://localhost:{port}/notes");
    let (status, readable, response) = of(client.get(&url), APP).await;
    assert_eq!((status, readable, response.version()), (200, true, Version::HTTP_2));
    let own = format!("https://localhost:{port}");
    assert_eq!(of(client.post(&url), &own).await.0, 200);
    assert_eq!(of(client.post(&url), &own.replace("https", "http")).await.0, 403);
    assert_eq!(of(client.post(&url), EVIL).await.0, 403);
    handle.shutdown();
    server.await.unwrap().unwrap();
}
