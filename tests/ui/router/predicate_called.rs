use handler_cors::{CorsRouter, Origin, Origins, cors};

#[cors(within = ["https://*"])]
static TENANTS: Origins;

#[cors(origins = TENANTS, methods = [GET])]
async fn list_widgets() {}

#[derive(Clone)]
struct App;

async fn is_tenant(_origin: Origin) -> bool {
    true
}

fn main() {
    let _: CorsRouter<App> = CorsRouter::new().route("/widgets", list_widgets).bind_predicate(&TENANTS, is_tenant("https://app.example.com".parse().unwrap()));
}

//~ where `ORIGINS` is `TENANTS`
//~ where `predicate` is `is_tenant`
//~ type `.bind_predicate(&TENANTS, is_tenant)` in place of `.bind_predicate(&TENANTS, is_tenant("https://app.example.com".parse().unwrap()))`
