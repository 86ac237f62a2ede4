use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/", WEB.get(async || {})).bind_origins(&WEB, ["https://a.example"]);
}
