use axum::routing::get;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn not_found() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().fallback(get(not_found));
}

//~ before: what is wrong
//~ verdict: what is wrong
