use handler_cors::{CorsRouter, Policy, cors};
use std::sync::LazyLock;

#[cors(origins = ["https://app.example.com"])]
static WEB: LazyLock<Policy>;

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(async || {}));
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `static WEB: Policy;` in place of `static WEB: LazyLock<Policy>;`
