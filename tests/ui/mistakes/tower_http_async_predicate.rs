use handler_cors::{CorsRouter, cors};

#[cors(origins = AllowOrigin::async_predicate(is_tenant), methods = [GET])]
async fn list_widgets() {}

async fn is_tenant(_origin: handler_cors::Origin) -> bool {
    true
}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `origins = PAGES` in place of `origins = AllowOrigin::async_predicate(is_tenant)`
//~ declare `#[cors(within = ["https://*"])] static PAGES: handler_cors::Origins;`
//~ call `.bind_predicate(&PAGES, is_tenant)`
