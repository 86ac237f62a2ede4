use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let web = WEB;
    let _: CorsRouter = CorsRouter::new().route("/widgets", web.get(async || {}));
}

//~ before: whole text
//~ verdict: whole text
//~ type `let web = &WEB;` in place of `let web = WEB;`
