use handler_cors::{CorsRouter, Origin, Origins, cors};

#[cors(within = ["https://*"])]
static TENANTS: Origins;

#[cors(origins = TENANTS, methods = [GET])]
async fn list_widgets() {}

#[derive(Clone)]
struct App;

async fn is_tenant(_origin: Origin) -> bool {
    let held = std::rc::Rc::new(());
    std::future::ready(()).await;
    drop(held);
    true
}

fn main() {
    let _: CorsRouter<App> = CorsRouter::new().route("/widgets", list_widgets).bind_predicate(&TENANTS, is_tenant);
}
