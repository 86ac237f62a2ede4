use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().merge(axum::Router::new().route("/widgets", axum::routing::get(list_widgets))).layer(&WEB);
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `POLICY` is `WEB`
//~ where `application` is `axum::Router::new().route("/widgets", axum::routing::get(list_widgets))`
//~ type `WEB.router(axum::Router::new().route("/widgets", axum::routing::get(list_widgets)))` in place of `CorsRouter::new().merge(axum::Router::new().route("/widgets", axum::routing::get(list_widgets))).layer(&WEB)`
