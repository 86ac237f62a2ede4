use axum::extract::State;
use handler_cors::{CorsRouter, cors};

struct Widgets<T>(T);

impl<T: Clone + Send + Sync + 'static> Widgets<T> {
    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn list(State(_widgets): State<T>) {}
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", Widgets::<u8>::list).with_state(7).into();
}
