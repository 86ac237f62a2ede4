use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = WEB.router(CorsRouter::new().route("/widgets", list_widgets));
}

//~ before: misleads
//~ verdict: whole text
//~ where `cors_router` is `CorsRouter::new().route("/widgets", list_widgets)`
//~ type `CorsRouter::new().route("/widgets", list_widgets)` in place of `WEB.router(CorsRouter::new().route("/widgets", list_widgets))`
