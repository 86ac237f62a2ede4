use handler_cors::{CorsRouter, Origin, Origins, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

async fn is_tenant(_origin: Origin) -> bool {
    true
}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets).bind_origins(&PAGES, is_tenant);
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `predicate` is `is_tenant`
//~ type `.bind_predicate(&PAGES, is_tenant)` in place of `.bind_origins(&PAGES, is_tenant)`
