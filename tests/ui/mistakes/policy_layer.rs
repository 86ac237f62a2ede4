use axum::Router;
use handler_cors::{Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let app = Router::<()>::new().layer(WEB.layer());
    let _ = app.into_make_service();
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `POLICY` is `WEB`
//~ where `application` is `Router::<()>::new()`
//~ type `WEB.router(Router::<()>::new())` in place of `Router::<()>::new().layer(WEB.layer())`
