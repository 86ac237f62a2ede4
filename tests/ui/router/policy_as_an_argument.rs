use axum::http::Method;
use tower_http::services::ServeDir;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let _: CorsRouter = CorsRouter::new().route_service("/assets", &WEB, [Method::GET], ServeDir::new("assets"));
}
