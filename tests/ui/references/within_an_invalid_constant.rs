use handler_cors::{CorsRouter, Origins, cors};

const INTRANET: &str = "http://intranet.example.com/";

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com", INTRANET])]
static WEB: Origins;

#[cors(origins = WEB, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `http://intranet.example.com` in place of `"http://intranet.example.com/"`
