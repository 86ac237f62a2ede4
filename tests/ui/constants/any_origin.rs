use handler_cors::{CorsRouter, cors};

const ANYONE: &str = "*";

#[cors(origins = [ANYONE], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `"*"` in place of `ANYONE`
