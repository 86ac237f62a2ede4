use axum::extract::State;
use handler_cors::{CorsRouter, Origin, cors};

async fn is_tenant(origin: Origin, _state: State<()>) -> Option<bool> {
    Some(origin.host() == "example.com")
}

#[cors(origins = dynamic(is_tenant), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
