//! WebSocket handshakes (WebSockets, §2 "WebSocket opening handshake"; RFC 6455, section 4.1).

use crate::blocked::Blocked;
use crate::body::Body;
use crate::client::Client;
use crate::http_url;
use crate::message::{Metadata, message, set, set_metadata};
use crate::network::Network;
use crate::state::SharedState;
use http::header::{CONNECTION, COOKIE, HeaderName, ORIGIN, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use url::Url;

/// What a client sends with every handshake. The key is the example of RFC 6455: nothing is encrypted with it.
const HANDSHAKE: [(HeaderName, HeaderValue); 4] = [
    (CONNECTION, HeaderValue::from_static("Upgrade")),
    (UPGRADE, HeaderValue::from_static("websocket")),
    (SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13")),
    (SEC_WEBSOCKET_KEY, HeaderValue::from_static("dGhlIHNhbXBsZSBub25jZQ==")),
];

/// Sends the handshake for a URL, whose scheme is that of HTTP.
pub(crate) async fn open(
    client: &Client,
    state: &SharedState,
    url: &Url,
    app: &mut impl Network,
) -> Result<(), Blocked> {
    if client.is_mixed_content(url) {
        return Err(Blocked::MixedContent { url: http_url::as_sent(url) });
    }
    let response = app.send(handshake(client, state, url)).await?;
    state.lock().store_cookies(response.headers(), url, client.context(url));
    match response.status() {
        StatusCode::SWITCHING_PROTOCOLS => Ok(()),
        status => Err(Blocked::Handshake { status }),
    }
}

fn handshake(client: &Client, state: &SharedState, url: &Url) -> Request<Body> {
    let mut request = message(&Method::GET, url, HeaderMap::from_iter(HANDSHAKE), Body::default());
    let state = state.lock();
    set(&mut request, ORIGIN, Some(&client.origin));
    set(&mut request, COOKIE, state.cookies(url, client.context(url)).as_deref());
    if state.engine.sends_metadata_with_sockets() {
        let site = client.fetch_site(std::slice::from_ref(url));
        set_metadata(&mut request, url, Metadata { dest: "empty", mode: "websocket", site });
    }
    // Without it, servers take the connection for one that cannot be upgraded.
    let upgrade = hyper::upgrade::on(&mut request);
    request.extensions_mut().insert(upgrade);
    request
}
