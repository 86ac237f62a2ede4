use axum::http::HeaderValue;
use handler_cors::{CorsRouter, cors};

#[cors(origins = [HeaderValue::from_static("https://app.example.com")], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `"https://app.example.com"` in place of `HeaderValue::from_static("https://app.example.com")`
