//! The comparison in the README: what another site can do to an application behind tower-http's layers, and to one under a policy.

use crate::client::{TestRequest, received};
use axum::Router;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, Method};
use axum::routing::{any, get};
use handler_cors::{Policy, cors};
use tower::ServiceExt;
use tower_http::cors::CorsLayer;
use tower_http::csrf::CsrfLayer;

const APP: &str = "https://app.example.com";

#[cors(origins = ["https://app.example.com"], credentials)]
static WITH_CREDENTIALS: Policy;

#[cors(origins = ["https://app.example.com"])]
static WITHOUT_CREDENTIALS: Policy;

#[cors(origins = ["https://app.example.com"], credentials, enforce)]
static ENFORCED: Policy;

/// Says that it ran, and with which cookies.
async fn ran(headers: HeaderMap) -> String {
    let cookie = headers.get(COOKIE).map_or("none", |cookie| cookie.to_str().unwrap());
    format!("ran, cookies: {cookie}")
}

fn application() -> Router {
    Router::new().route("/orders", any(ran)).route("/socket", get(ran))
}

fn cors_layer(credentials: bool) -> CorsLayer {
    let layer = CorsLayer::new().allow_origin([APP.parse().unwrap()]).allow_methods([Method::GET, Method::POST]);
    layer.allow_credentials(credentials)
}

fn both_layers(credentials: bool) -> Router {
    let csrf = CsrfLayer::new().add_trusted_origin(APP).unwrap();
    application().layer(csrf).layer(cors_layer(credentials))
}

/// The status, and what the handler said.
async fn of(app: impl Into<Router>, request: &str, origin: &str) -> String {
    let request =
        format!("{request}\nHost: api.example.com\nOrigin: {origin}\nSec-Fetch-Site: cross-site\nCookie: a=1");
    let response = received(app.into().oneshot(TestRequest::new(&request).into_request()).await.unwrap()).await;
    if response.status == 200 { response.body } else { response.status.to_string() }
}

#[tokio::test]
async fn what_another_site_can_do() {
    const EVIL: &str = "https://evil.example";
    let handshake = "GET /socket\nConnection: Upgrade\nUpgrade: websocket";
    let ran = "ran, cookies: a=1";
    for (request, one_layer, two_layers, policy) in
        [("POST /orders", ran, "403", "403"), (handshake, ran, ran, "403"), ("GET /orders", ran, ran, "403")]
    {
        assert_eq!(of(application().layer(cors_layer(true)), request, EVIL).await, one_layer, "{request}");
        assert_eq!(of(both_layers(true), request, EVIL).await, two_layers, "{request}");
        assert_eq!(of(ENFORCED.router(application()), request, EVIL).await, policy, "{request}");
    }
    // Without `enforce`, a GET runs.
    assert_eq!(of(WITH_CREDENTIALS.router(application()), "GET /orders", EVIL).await, ran);
}

/// A form post, which has the user's cookies, where credentials are not allowed.
#[tokio::test]
async fn what_an_allowed_site_can_do_without_credentials() {
    let form = "POST /orders\nSec-Fetch-Mode: navigate\nContent-Type: application/x-www-form-urlencoded";
    let with_cookies = "ran, cookies: a=1";
    assert_eq!(of(application().layer(cors_layer(false)), form, APP).await, with_cookies);
    assert_eq!(of(both_layers(false), form, APP).await, with_cookies);
    assert_eq!(of(WITHOUT_CREDENTIALS.router(application()), form, APP).await, "ran, cookies: none");
}

/// tower-http's layer takes a mistake that matches no request, and panics about another one; neither compiles here.
#[tokio::test]
async fn what_a_mistake_does() {
    let slash = CorsLayer::new().allow_origin(["https://app.example.com/".parse().unwrap()]);
    let request = TestRequest::new("GET /orders\nOrigin: https://app.example.com").into_request();
    let response = received(application().layer(slash).oneshot(request).await.unwrap()).await;
    assert_eq!(response.header("access-control-allow-origin"), None);
    let any = || application().layer(CorsLayer::permissive().allow_credentials(true));
    assert!(std::panic::catch_unwind(any).is_err());
}
