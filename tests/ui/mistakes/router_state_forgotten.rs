use axum::extract::State;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list_widgets(State(_name): State<String>) {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(list_widgets));
}

//~ before: what is wrong
//~ verdict: what is wrong
