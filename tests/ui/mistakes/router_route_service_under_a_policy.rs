use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route_service("/widgets", WEB.get(list_widgets));
}

//~ before: misleads
//~ verdict: whole text
//~ where `POLICY` is `WEB`
//~ where `path` is `"/widgets"`
//~ where `handler` is `list_widgets`
//~ type `.route("/widgets", WEB.get(list_widgets))` in place of `.route_service("/widgets", WEB.get(list_widgets))`
