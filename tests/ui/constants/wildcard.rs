use handler_cors::{CorsRouter, cors};

const PREVIEWS: &str = "https://*.example.com";

#[cors(origins = [PREVIEWS], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `"https://*.example.com"` in place of `PREVIEWS`
