use handler_cors::{CorsRouter, Origin, Origins, cors};

#[cors(within = [dynamic(is_tenant)])]
static TENANTS: Origins;

async fn is_tenant(_origin: Origin) -> bool {
    true
}

#[cors(origins = TENANTS, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ type `within = ["https://*"]` in place of `within = [dynamic(is_tenant)]`
//~ call `.bind_predicate(&TENANTS, is_tenant)`
