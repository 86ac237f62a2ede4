use handler_cors::{CorsRouter, cors};

#[cors(
    max_age = 86_401,
    expose = ["set-cookie"],
    headers = ["host"],
    credentials,
    methods = [TRACE],
    origins = ["*"],
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
