use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: &Policy;

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(async || {}));
}

//~ before: misleads
//~ verdict: whole text
//~ type `static WEB: Policy;` in place of `static WEB: &Policy;`
