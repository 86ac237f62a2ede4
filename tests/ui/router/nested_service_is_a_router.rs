use axum::Router;
use handler_cors::CorsRouter;

fn main() {
    let _: CorsRouter = CorsRouter::new().nest_service("/assets", Router::new());
}
