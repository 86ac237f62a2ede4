use handler_cors::CorsRouter;
use tower_http::services::ServeDir;

fn main() {
    let _: CorsRouter = CorsRouter::new().nest_service("/assets", ServeDir::new("assets"));
}
