use axum::extract::State;
use handler_cors::{CorsRouter, cors};

#[derive(Clone)]
struct Db;

#[derive(Clone)]
struct App;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create_widget(State(_db): State<Db>) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", (list_widgets, create_widget)).with_state(App).into();
}
