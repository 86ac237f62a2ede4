use handler_cors::{CorsRouter, cors};

#[cors(
    origins = ["https://app.example.com/", "HTTP://localhost", "*"],
    methods = [get, TRACE, GET, GET],
    headers = ["x request", "cookie", CONTENT_TYP],
    expose = ["set-cookie", "*"],
    credentials,
    max_age = 100000,
    dangerously(insecure_origin, public_suffixes),
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
