use axum::extract::State;
use handler_cors::{CorsRouter, Origin, cors};

struct Failed;

async fn is_tenant(_origin: Origin, _state: State<()>) -> Result<bool, Failed> {
    Err(Failed)
}

#[cors(origins = dynamic(is_tenant), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
