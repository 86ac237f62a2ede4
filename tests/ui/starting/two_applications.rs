use axum::Router;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let shop = Router::new().route("/shop", axum::routing::get(async || {}));
    let blog = Router::new().route("/blog", axum::routing::get(async || {}));
    let _: CorsRouter = WEB.router(shop).merge(WEB.router(blog));
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `prefix` is `"/blog"`
//~ where `router` is `WEB.router(blog)`
//~ type `.nest("/blog", WEB.router(blog))` in place of `.merge(WEB.router(blog))`
