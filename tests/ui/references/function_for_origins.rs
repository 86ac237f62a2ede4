use handler_cors::{CorsRouter, Origin, cors};

async fn is_tenant(_origin: Origin) -> bool {
    true
}

#[cors(origins = is_tenant, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ where `predicate` is `is_tenant`
//~ declare `#[cors(within = ["https://*"])] static PAGES: handler_cors::Origins;`
//~ type `origins = PAGES` in place of `origins = is_tenant`
