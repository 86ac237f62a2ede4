use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().nest("/widgets", WEB.get(list));
}

//~ where `path` is `"/widgets"`
//~ where `handlers` is `WEB.get(list)`
//~ type `.route("/widgets", WEB.get(list))` in place of `.nest("/widgets", WEB.get(list))`
