use handler_cors::{CorsRouter, cors};

#[cors(origins = AllowOrigin::mirror_request(), methods = [GET], credentials)]
async fn list_widgets() {}

async fn is_allowed(_origin: handler_cors::Origin) -> bool {
    true
}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `origins = PAGES` in place of `origins = AllowOrigin::mirror_request()`
//~ declare `#[cors(within = ["https://*"])] static PAGES: handler_cors::Origins;`
//~ call `.bind_predicate(&PAGES, is_allowed)`
