use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(list));
}

//~ where `path` is `"/widgets"`
//~ where `handler` is `list`
//~ type `.route("/widgets", list)` in place of `.route("/widgets", WEB.get(list))`
