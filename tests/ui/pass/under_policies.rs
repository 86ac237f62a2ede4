//! What the messages about registration say to write.
#![deny(warnings)]

use axum::Router;
use axum::error_handling::HandleError;
use axum::http::{Method, StatusCode};
use axum::routing::get;
use handler_cors::{CorsRouter, Policy, cors};
use tower::service_fn;
use tower_http::services::ServeDir;

#[cors(origins = ["https://app.example.com"])]
static POLICY: Policy;

#[cors(policy = POLICY, methods = [PUT])]
async fn with_policy() {}

async fn handler() {}

async fn handle_error(error: std::io::Error) -> (StatusCode, String) {
    (StatusCode::BAD_GATEWAY, error.to_string())
}

fn main() {
    let service = || ServeDir::new("assets");
    let proxy = service_fn(async |_: axum::extract::Request| Err::<&str, _>(std::io::Error::other("no upstream")));
    let router = Router::new().route("/", get(handler));

    let _: CorsRouter = CorsRouter::new()
        .route("/", POLICY.get(handler).post(handler))
        .route("/", with_policy)
        .route("/tuple", (with_policy, POLICY.get(handler), POLICY.service(service())))
        .route("/service", POLICY.service(service()))
        .route("/proxy", POLICY.service(HandleError::new(proxy, handle_error)))
        .route("/any", POLICY.any(handler))
        .route("/on", POLICY.on(Method::GET, handler).on([Method::PUT, Method::PATCH], handler))
        .route("/narrowed", POLICY.methods([Method::GET]).any(handler))
        .route("/method-router", POLICY.any(get(handler)))
        .nest_service("/assets", POLICY.service(service()))
        .nest("/nested", router)
        .nest("/state", Router::<String>::new().with_state(String::new()))
        .merge(CorsRouter::<String>::new().with_state(String::new()))
        .merge(Router::new().route("/without-cors", get(handler)))
        .merge(Router::new().nest_service("/service-without-cors", service()))
        .fallback(POLICY.any(handler));
    let _: CorsRouter = CorsRouter::new().fallback(POLICY.service(service()));
    let _: CorsRouter = CorsRouter::new().fallback(with_policy);
    let _: CorsRouter = CorsRouter::new().fallback(handler);
    let _: CorsRouter = CorsRouter::new().fallback(get(handler));
    let _: CorsRouter = CorsRouter::new().fallback_service(service());
}
