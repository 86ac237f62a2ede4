use axum::Router;
use axum::http::Method;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let _: CorsRouter = WEB.router(Router::new()).methods([Method::GET]);
}

//~ before: what is wrong
//~ verdict: what is wrong
