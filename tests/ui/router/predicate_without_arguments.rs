use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static TENANTS: Origins;

#[cors(origins = TENANTS, methods = [GET])]
async fn list_widgets() {}

#[derive(Clone)]
struct App;

async fn is_tenant() -> bool {
    true
}

fn main() {
    let _: CorsRouter<App> = CorsRouter::new().route("/widgets", list_widgets).bind_predicate(&TENANTS, is_tenant);
}

//~ where `predicate` is `is_tenant`
//~ type `async fn is_tenant(origin: handler_cors::Origin) -> bool` in place of `async fn is_tenant() -> bool`
