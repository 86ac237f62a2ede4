use handler_cors::CorsRouter;
use tower_http::services::ServeDir;

fn main() {
    let _: CorsRouter = CorsRouter::new().fallback(ServeDir::new("assets"));
}

//~ where `service` is `ServeDir::new("assets")`
//~ declare `#[handler_cors::cors(origins = ["https://app.example.com"])] static POLICY: handler_cors::Policy;`
//~ type `POLICY.service(ServeDir::new("assets"))` in place of `ServeDir::new("assets")`
