use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", &WEB);
}

//~ where `POLICY` is `WEB`
//~ where `handler` is `list`
//~ type `WEB.get(list)` in place of `&WEB`
