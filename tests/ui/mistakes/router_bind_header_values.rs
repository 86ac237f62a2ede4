use axum::http::HeaderValue;
use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets).bind_origins(&PAGES, vec![HeaderValue::from_static("https://app.example.com")]);
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `origins` is `vec![HeaderValue::from_static("https://app.example.com")]`
//~ type `vec![HeaderValue::from_static("https://app.example.com")].iter().filter_map(|origin| origin.to_str().ok())` in place of `vec![HeaderValue::from_static("https://app.example.com")]`
