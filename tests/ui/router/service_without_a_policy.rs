use handler_cors::CorsRouter;
use tower_http::services::ServeDir;

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/assets", ServeDir::new("assets"));
}
