use handler_cors::{CorsRouter, Origins, cors};

#[cors(enviroment = "WEB_ORIGINS", wihin = ["https://*.example.com"])]
static WEB: Origins;

#[cors(origins = WEB, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
