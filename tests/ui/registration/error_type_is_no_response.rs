use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_widget() -> Result<String, std::io::Error> {
    std::fs::read_to_string("widget")
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", show_widget).into();
}
