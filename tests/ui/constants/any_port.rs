use handler_cors::{CorsRouter, cors};

const DEVELOPMENT: &str = "http://localhost:*";

#[cors(origins = [DEVELOPMENT], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `"http://localhost:*"` in place of `DEVELOPMENT`
