use handler_cors::{CorsRouter, Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com", "http://localhost:*"])]
static WEB: Origins;

#[cors(origins = WEB, methods = [GET], credentials, dangerously(insecure_origins))]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
