use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list(_name: String, _other: String) {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(list));
}
