use handler_cors::{CorsRouter, cors};

#[cors(
    origins = "*",
    methods = GET,
    headers = CONTENT_TYPE,
    expose("etag"),
    credentials = true,
    max_age = "600",
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
