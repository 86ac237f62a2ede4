use tower::service_fn;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let proxy = service_fn(async |_: axum::extract::Request| Err::<&str, std::io::Error>(std::io::Error::other("")));
    let _: CorsRouter = CorsRouter::new().nest_service("/assets", WEB.service(proxy));
}
