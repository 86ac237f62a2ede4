use axum::routing::get;
use handler_cors::CorsRouter;

async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", get(list_widgets));
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `handler` is `list_widgets`
//~ declare `#[handler_cors::cors(origins = ["https://app.example.com"])] static POLICY: handler_cors::Policy;`
//~ type `POLICY.get(list_widgets)` in place of `get(list_widgets)`
