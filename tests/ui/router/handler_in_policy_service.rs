use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/assets", WEB.service(list));
}

//~ where `POLICY` is `WEB`
//~ where `handler` is `list`
//~ type `WEB.any(list)` in place of `WEB.service(list)`
