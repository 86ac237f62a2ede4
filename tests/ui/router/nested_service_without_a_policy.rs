use handler_cors::CorsRouter;
use tower_http::services::ServeDir;

fn main() {
    let _: CorsRouter = CorsRouter::new().nest_service("/assets", ServeDir::new("assets"));
}

//~ where `path` is `"/assets"`
//~ where `service` is `ServeDir::new("assets")`
//~ declare `#[handler_cors::cors(origins = ["https://app.example.com"])] static POLICY: handler_cors::Policy;`
//~ type `.nest_service("/assets", POLICY.service(ServeDir::new("assets")))` in place of `.nest_service("/assets", ServeDir::new("assets"))`
