use handler_cors::{CorsRouter, Policy, cors};

#[cors]
static WEB: Policy;

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(async || {}));
}

//~ before: whole text
//~ verdict: whole text
//~ type `#[cors(origins = ["https://app.example.com"])]` in place of `#[cors]`
