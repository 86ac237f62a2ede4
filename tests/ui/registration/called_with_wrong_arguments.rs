use axum::extract::{Path, State};
use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_widget(State(_name): State<String>, Path(_id): Path<u32>) {}

async fn test() {
    show_widget().call(Path(7)).await;
    show_widget().call(State(String::new()), Path("7")).await;
}

fn main() {
    let _ = test();
}
