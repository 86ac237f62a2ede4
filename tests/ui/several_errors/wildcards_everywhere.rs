use handler_cors::{CorsRouter, cors};

#[cors(origins = ["*"], methods = [GET], headers = ["*"], expose = ["*"], credentials)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
