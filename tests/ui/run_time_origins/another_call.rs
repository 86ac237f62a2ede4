use handler_cors::{CorsRouter, cors};

#[cors(origins = config.origins(), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
