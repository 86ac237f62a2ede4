use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB;

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(async || {}));
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `static WEB: handler_cors::Policy;` in place of `static WEB;`
