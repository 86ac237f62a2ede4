use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(list_widgets));
}

//~ before: whole text
//~ verdict: whole text
//~ where `path` is `"/widgets"`
//~ where `handler` is `list_widgets`
//~ type `.route("/widgets", list_widgets)` in place of `.route("/widgets", WEB.get(list_widgets))`
