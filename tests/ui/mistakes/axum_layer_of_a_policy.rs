use axum::Router;
use axum::routing::get;
use handler_cors::{Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list_widgets() {}

fn main() {
    let app = Router::<()>::new().route("/widgets", get(list_widgets)).layer(&WEB);
    let _ = app.into_make_service();
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `POLICY` is `WEB`
//~ where `application` is `Router::<()>::new().route("/widgets", get(list_widgets))`
//~ type `WEB.router(Router::<()>::new().route("/widgets", get(list_widgets)))` in place of `Router::<()>::new().route("/widgets", get(list_widgets)).layer(&WEB)`
