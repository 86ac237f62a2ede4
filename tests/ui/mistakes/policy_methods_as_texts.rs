use axum::Router;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let _: CorsRouter = WEB.methods(["GET", "POST"]).router(Router::new());
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `[Method::GET, Method::POST]` in place of `["GET", "POST"]`
//~ declare `use axum::http::Method;`
