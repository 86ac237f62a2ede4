use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static TENANTS: Origins;

#[cors(origins = TENANTS, methods = [GET])]
async fn list_widgets() {}

#[derive(Clone)]
struct App;

fn main() {
    let _: CorsRouter<App> = CorsRouter::new().route("/widgets", list_widgets).bind_predicate(&TENANTS, ["https://app.example.com"]);
}

//~ where `ORIGINS` is `TENANTS`
//~ where `origins` is `["https://app.example.com"]`
//~ type `.bind_origins(&TENANTS, ["https://app.example.com"])` in place of `.bind_predicate(&TENANTS, ["https://app.example.com"])`
