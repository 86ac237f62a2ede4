use tower_http::services::ServeDir;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(ServeDir::new("assets")));
}

//~ where `POLICY` is `WEB`
//~ where `service` is `ServeDir::new("assets")`
//~ type `WEB.service(ServeDir::new("assets"))` in place of `WEB.get(ServeDir::new("assets"))`
