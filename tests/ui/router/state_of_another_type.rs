use axum::extract::State;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

#[derive(Clone)]
struct Db;

async fn list(State(_db): State<Db>) {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(list)).with_state("hello");
}
