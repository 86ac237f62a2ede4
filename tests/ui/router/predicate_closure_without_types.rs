use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static TENANTS: Origins;

#[cors(origins = TENANTS, methods = [GET])]
async fn list_widgets() {}

#[derive(Clone)]
struct App;

fn main() {
    let _: CorsRouter<App> = CorsRouter::new().route("/widgets", list_widgets).bind_predicate(&TENANTS, async |origin| origin.host() == "example.com");
}
