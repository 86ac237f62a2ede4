use handler_cors::{CorsRouter, cors};

#[cors(
    origins = [
        "file:///srv/www/index.html",
        "data://text",
        "blob:https://app.example.com",
        "about:blank",
        "javascript://app.example.com",
        "ftp://ftp.example.com",
    ],
    methods = [GET],
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
