use handler_cors::{CorsRouter, cors};

#[cors(
    origins = [#[cfg(debug_assertions)] "http://localhost:5173", "https://app.example.com"],
    methods = [GET],
    credentials,
    dangerously(insecure_origins),
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
