use handler_cors::{CorsRouter, Origins, Policy, cors};

#[cors(env = "WEB_ORIGINS", within = ["http://*.example.com"])]
static WEB: Origins;

#[cors(origins = WEB, credentials)]
static STOREFRONT: Policy;

#[cors(policy = STOREFRONT, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ remove `credentials`
