use handler_cors::{CorsRouter, Origins, cors};

#[allow(dead_code)]
#[cors(within = ["https://*.example.com"], env = "WEB_ORIGINS")]
static WEB: Origins;

#[cors(origins = WEB.load(), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
