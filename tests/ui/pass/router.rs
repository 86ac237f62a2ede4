//! What a router takes: handlers, tuples, routers of both kinds, layers, states.
#![deny(warnings)]

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use handler_cors::{CorsRouter, cors};
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;

macro_rules! handlers {
    ($($name:ident $method:ident),*) => {
        $(
            #[cors(origins = ["https://app.example.com"], methods = [$method])]
            async fn $name(State(_): State<String>) {}
        )*
    };
}

handlers!(read GET, head HEAD, create POST, replace PUT, update PATCH, remove DELETE);

#[cors(origins = ["*"], methods = [GET])]
async fn public() {}

fn widgets() -> CorsRouter<String> {
    CorsRouter::new().route("/all", (read, head, create, replace, update, remove)).route("/one", (read,))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let app = CorsRouter::new()
        .route("/public", public)
        .nest("/widgets", widgets())
        .merge(CorsRouter::new().route("/merged", read))
        .merge(Router::new().route("/plain", get(async || "plain")))
        .nest("/old", Router::new().route("/plain", get(async || "plain")))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(1)))
        .route_layer(axum::middleware::from_fn(async |request, next: axum::middleware::Next| next.run(request).await))
        .fallback(async || StatusCode::NOT_FOUND)
        .method_not_allowed_fallback(async || StatusCode::METHOD_NOT_ALLOWED)
        .preflight_status(StatusCode::OK)
        .with_state(String::new());
    let _ = app.clone().into_make_service();
    let _: Router = Router::from(app);
}
