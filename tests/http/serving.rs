//! A `CorsRouter` goes wherever an axum router goes: servers, clients of tests, layers around the whole.

use crate::brief::{line, request};
use crate::client::{TestResponse, received};
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{BoxError, Router};
use axum_test::TestServer;
use handler_cors::{CorsRouter, Policy, cors};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use std::convert::Infallible;
use std::fmt::Debug;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tower::{Layer, Service, ServiceExt};
use tower_http::normalize_path::NormalizePathLayer;

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn list() -> &'static str {
    "listed"
}

/// Under another policy, so that preflights name this method alone, as those of an application do.
#[cors(origins = ["https://app.example.com", "https://admin.example.com"], methods = [POST])]
async fn echo(body: String) -> String {
    body
}

/// Handlers alone, a whole application alone, and one beside the other, which the router serves in different ways.
fn apps() -> [CorsRouter; 3] {
    let application = || Router::new().route("/list", get(async || "listed").post(async |body: String| body));
    [
        CorsRouter::new().route("/list", (list, echo)),
        WEB.router(application()),
        WEB.router(application()).route("/other", list),
    ]
}

const ROWS: [(&str, &str); 4] = [
    ("app GET /list", "200 readable listed"),
    ("evil POST /list body=x", "403"),
    ("app POST /list body=x", "200 readable x"),
    ("app asks POST /list", "204 allows POST: content-type"),
];

#[track_caller]
fn assert_line(response: &TestResponse, expected: &str) {
    assert_eq!(line(response), expected);
}

/// `axum::serve(listener, app)`: the client of these tests serves all applications so.
#[tokio::test]
async fn axum_serves_it() {
    for app in apps() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move { axum::serve(listener, app).await });
        for (text, expected) in ROWS {
            assert_line(&crate::http1::request(address, &request(text)).await, expected);
        }
        server.abort();
    }
}

#[tokio::test]
async fn one_request() {
    for app in apps() {
        for (text, expected) in ROWS {
            let response = app.clone().oneshot(request(text).into_request()).await.unwrap();
            assert_line(&received(response).await, expected);
        }
    }
}

/// A router that is built answers again and again, and so do its clones.
#[tokio::test]
async fn one_service_for_many_requests() {
    for app in apps() {
        let mut app = app.build().unwrap();
        let mut clone = app.clone();
        for (text, expected) in [ROWS, ROWS].concat() {
            for app in [&mut app, &mut clone] {
                let ready = ServiceExt::<Request>::ready(app).await.unwrap();
                assert_line(&received(ready.call(request(text).into_request()).await.unwrap()).await, expected);
            }
        }
    }
}

#[tokio::test]
async fn the_test_server_of_axum_test() {
    for app in apps() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        for server in [TestServer::new(app.clone().into_make_service()), TestServer::new(axum::serve(listener, app))] {
            let response = server.get("/list").add_header("origin", "https://app.example.com").await;
            assert_eq!((response.status_code(), response.text().as_str()), (StatusCode::OK, "listed"));
            assert_eq!(response.header("access-control-allow-origin"), "https://app.example.com");
            let response = server.post("/list").add_header("origin", "https://evil.example").await;
            assert_eq!(response.status_code(), StatusCode::FORBIDDEN);
        }
    }
}

/// The body of a server that is not axum's, such as one for functions in a cloud. It is not `Sync`.
type EventBody = UnsyncBoxBody<Bytes, BoxError>;

fn event_body(bytes: Bytes) -> EventBody {
    Full::new(bytes).map_err(BoxError::from).boxed_unsync()
}

/// Calls a service with the bounds that such servers have.
async fn run<S, R, E>(mut service: S, request: axum::http::Request<EventBody>) -> Response
where
    S: Service<axum::http::Request<EventBody>, Response = R, Error = E, Future: Send> + Send,
    R: IntoResponse,
    E: Debug + Into<BoxError>,
{
    std::future::poll_fn(|cx| service.poll_ready(cx)).await.unwrap();
    service.call(request).await.unwrap().into_response()
}

#[tokio::test]
async fn requests_with_another_type_of_body() {
    for app in apps() {
        for (text, expected) in ROWS {
            let body = Bytes::copy_from_slice(request(text).body.as_bytes());
            let other = request(text).into_request().map(|_| event_body(body.clone()));
            assert_line(&received(run(app.clone(), other).await).await, expected);
            let full = request(text).into_request().map(|_| Full::new(body));
            assert_line(&received(app.clone().oneshot(full).await.unwrap()).await, expected);
        }
        let into: handler_cors::IntoService<EventBody> = app.into_service();
        let get = request("app GET /list").into_request().map(|_| event_body(Bytes::new()));
        assert_line(&received(run(into, get).await).await, "200 readable listed");
    }
}

/// A layer that changes the path has to be around the whole router, axum's too.
#[tokio::test]
async fn a_layer_around_the_whole() {
    for app in apps() {
        let app = NormalizePathLayer::trim_trailing_slash().layer(app);
        for (text, expected) in ROWS {
            let request = request(&text.replace("/list", "/list/")).into_request();
            assert_line(&received(app.clone().oneshot(request).await.unwrap()).await, expected);
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server =
            tokio::spawn(
                async move { axum::serve(listener, axum::ServiceExt::<Request>::into_make_service(app)).await },
            );
        assert_line(&crate::http1::request(address, &request("app GET /list/")).await, "200 readable listed");
        server.abort();
    }
}

/// `ConnectInfo` reaches the handlers of an application.
#[tokio::test]
async fn connect_info_of_an_application() {
    async fn peer(ConnectInfo(address): ConnectInfo<SocketAddr>) -> String {
        address.ip().to_string()
    }

    for app in [WEB.router(Router::new().route("/", get(peer))), CorsRouter::new().route("/", WEB.get(peer))] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = app.into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(listener, service).await });
        assert_line(&crate::http1::request(address, &request("app GET /")).await, "200 readable 127.0.0.1");
        server.abort();
    }
}

/// A `CorsRouter` as a service of an axum router, at a path and below one.
#[tokio::test]
async fn as_a_service_in_an_axum_router() {
    for app in apps() {
        let inside = Router::new().nest_service("/api", app.clone()).fallback_service(app);
        for prefix in ["", "/api"] {
            for (text, expected) in ROWS {
                let request = request(text).below(prefix).into_request();
                assert_line(&received(inside.clone().oneshot(request).await.unwrap()).await, expected);
            }
        }
    }
}

/// The bounds on which other servers insist.
#[test]
fn a_router_is_a_service() {
    fn assert_service<S>(_: S)
    where
        S: Service<Request<Body>, Response = Response, Error = Infallible, Future: Send>
            + Clone
            + Send
            + Sync
            + 'static,
    {
    }
    for app in apps() {
        assert_service(app);
    }
}
