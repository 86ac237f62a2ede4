use axum::http::{HeaderValue, request::Parts};
use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets).bind_predicate(&PAGES, |origin: &HeaderValue, _parts: &Parts| {
        origin.as_bytes().ends_with(b".example.com")
    });
}

//~ before: what is wrong
//~ verdict: what is wrong
