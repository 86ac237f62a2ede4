use handler_cors::{CorsRouter, Origins, Policy, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let app: CorsRouter =
        CorsRouter::new().route("/widgets", WEB.get(async || {})).bind_origins(&PAGES, ["https://a.example"]);
    let _ = app.build().unwrap();
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `origins = PAGES` in place of `origins = ["https://app.example.com"]`
