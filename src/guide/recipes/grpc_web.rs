use axum::http::Method;
use handler_cors::{BuildError, CorsRouter, Policy, cors};
use tonic::service::Routes;
use tonic_health::ServingStatus;
use tonic_health::server::health_reporter;
use tonic_web::GrpcWebLayer;

#[cors(
    origins = ["https://app.example.com"],
    headers = ["x-grpc-web", "x-user-agent", "grpc-timeout"],
    expose = ["grpc-status", "grpc-message", "grpc-status-details-bin"],
    max_age = 600,
)]
static GRPC: Policy;

pub async fn app() -> Result<CorsRouter, BuildError> {
    // In place of your own generated server.
    let (reporter, health) = health_reporter();
    reporter.set_service_status("shop.Orders", ServingStatus::Serving).await;

    let services = Routes::new(health).into_axum_router().layer(GrpcWebLayer::new());
    GRPC.methods([Method::POST]).router(services).build()
}
