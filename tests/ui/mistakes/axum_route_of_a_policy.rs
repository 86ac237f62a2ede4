use axum::Router;
use handler_cors::{Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list_widgets() {}

fn main() {
    let _: Router = Router::new().route("/widgets", WEB.get(list_widgets));
}

//~ before: what is wrong
//~ verdict: what is wrong
