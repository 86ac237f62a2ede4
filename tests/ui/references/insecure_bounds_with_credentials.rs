use handler_cors::{CorsRouter, Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com", "http://intranet.example.com"])]
static WEB: Origins;

#[cors(origins = WEB, methods = [GET], credentials)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ remove `credentials`
