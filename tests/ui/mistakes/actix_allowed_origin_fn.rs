use handler_cors::{CorsRouter, cors};

#[cors(allowed_origin_fn = |origin, _request| origin.as_bytes().ends_with(b".example.com"), methods = [GET])]
async fn list_widgets() {}

async fn is_allowed(_origin: handler_cors::Origin) -> bool {
    true
}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `origins = PAGES` in place of `allowed_origin_fn = |origin, _request| origin.as_bytes().ends_with(b".example.com")`
//~ declare `#[cors(within = ["https://*"])] static PAGES: handler_cors::Origins;`
//~ call `.bind_predicate(&PAGES, is_allowed)`
