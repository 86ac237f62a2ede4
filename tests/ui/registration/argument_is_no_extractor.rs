use handler_cors::{CorsRouter, cors};

struct Session;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets(_session: Session) {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
