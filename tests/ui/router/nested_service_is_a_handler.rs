use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().nest_service("/assets", WEB.get(list));
}

//~ where `path` is `"/assets"`
//~ where `POLICY` is `WEB`
//~ where `handler` is `list`
//~ type `.route("/assets", WEB.get(list))` in place of `.nest_service("/assets", WEB.get(list))`
