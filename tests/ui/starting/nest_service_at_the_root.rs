use handler_cors::{CorsRouter, Policy, cors};
use tower_http::services::ServeDir;

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let _: CorsRouter = CorsRouter::new().nest_service("/", WEB.service(ServeDir::new("assets")));
}

//~ before: misleads
//~ verdict: whole text
//~ where `POLICY` is `WEB`
//~ where `service` is `ServeDir::new("assets")`
//~ type `.fallback(WEB.service(ServeDir::new("assets")))` in place of `.nest_service("/", WEB.service(ServeDir::new("assets")))`
