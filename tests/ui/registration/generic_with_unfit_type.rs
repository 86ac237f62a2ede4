use axum::extract::State;
use handler_cors::{CorsRouter, cors};

trait Repository: Clone + Send + Sync + 'static {}

#[derive(Clone)]
struct Memory;

impl Repository for Memory {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets<R: Repository>(State(_repository): State<R>) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets::<u8>).with_state(7).into();
}
