use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://xn--", "https://xn--a.example", "https://app.xn--bcher-.example"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
