use axum::Router;
use axum::routing::get;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let existing = Router::new().route("/widgets", get(async || {}));
    let _: CorsRouter = WEB.router(existing).route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: what is wrong
