use handler_cors::{CorsRouter, cors};

#[cors(
    origins = [
        #[cfg(not(debug_assertions))] "https://app.example.com",
        #[cfg(doc)] "https://www.example.com",
    ],
    methods = [GET],
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
