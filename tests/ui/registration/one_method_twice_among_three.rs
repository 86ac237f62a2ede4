use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

#[cors(origins = ["https://app.example.com"], methods = [PUT])]
async fn replace_widget() {}

#[cors(origins = ["https://app.example.com"], methods = [PATCH, PUT])]
async fn update_widget() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", (list_widgets, replace_widget, update_widget)).into();
}
