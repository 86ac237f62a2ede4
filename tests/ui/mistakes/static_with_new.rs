use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
pub static WEB: Policy = Policy::new();

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(async || {}));
}

//~ before: whole text
//~ verdict: whole text
//~ type `pub static WEB: Policy;` in place of `pub static WEB: Policy = Policy::new();`
