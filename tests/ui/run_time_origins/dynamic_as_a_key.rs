use handler_cors::{CorsRouter, cors};

#[cors(dynamic(is_tenant), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
