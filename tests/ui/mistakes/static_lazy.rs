use handler_cors::{CorsRouter, Policy, cors};
use std::sync::LazyLock;

#[cors(origins = ["https://app.example.com"])]
static WEB: LazyLock<Policy> = LazyLock::new(|| Policy::new());

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(async || {}));
}

//~ before: misleads
//~ verdict: whole text
//~ type `static WEB: Policy;` in place of `static WEB: LazyLock<Policy> = LazyLock::new(|| Policy::new());`
