use handler_cors::{CorsRouter, Origins, cors};

#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"])]
static WEB: Origins;

#[cors(origins = [WEB], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ where `NAME` is `WEB`
//~ type `origins = WEB` in place of `origins = [WEB]`
