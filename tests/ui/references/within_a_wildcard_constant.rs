use handler_cors::{CorsRouter, Origins, cors};

const PREVIEWS: &str = "https://*.preview.example.com";

#[cors(env = "WEB_ORIGINS", within = [PREVIEWS])]
static WEB: Origins;

#[cors(origins = WEB, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `"https://*.preview.example.com"` in place of `PREVIEWS`
