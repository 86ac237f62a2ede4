use axum::extract::State;
use handler_cors::{CorsRouter, Origin, Origins, cors};

#[cors(within = ["https://*"])]
static TENANTS: Origins;

#[cors(origins = TENANTS, methods = [GET])]
async fn list_widgets() {}

#[derive(Clone)]
struct App;

#[derive(Clone)]
struct Db;

async fn is_tenant(_origin: Origin, _db: State<Db>) -> bool {
    true
}

fn main() {
    let _ = CorsRouter::<App>::new().route("/widgets", list_widgets).bind_predicate(&TENANTS, is_tenant);
}

//~ type `State<App>` in place of `State<Db>`
