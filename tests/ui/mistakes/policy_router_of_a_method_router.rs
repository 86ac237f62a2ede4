use axum::routing::get;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list_widgets() {}

fn main() {
    let _: CorsRouter = WEB.router(get(list_widgets));
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `POLICY` is `WEB`
//~ where `path` is `"/widgets"`
//~ where `handler` is `list_widgets`
//~ type `WEB.router(axum::Router::new().route("/widgets", get(list_widgets)))` in place of `WEB.router(get(list_widgets))`
