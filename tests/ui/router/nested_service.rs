use handler_cors::{CorsRouter, Policy, cors};
use tower_http::services::ServeDir;

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let _: CorsRouter = CorsRouter::new().nest("/assets", WEB.service(ServeDir::new("assets")));
}

//~ where `path` is `"/assets"`
//~ where `POLICY` is `WEB`
//~ where `service` is `ServeDir::new("assets")`
//~ type `.nest_service("/assets", WEB.service(ServeDir::new("assets")))` in place of `.nest("/assets", WEB.service(ServeDir::new("assets")))`
