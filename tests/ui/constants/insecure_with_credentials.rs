use handler_cors::{CorsRouter, cors};

const APP: &str = "http://app.example.com";

#[cors(origins = [APP], methods = [GET], credentials)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ remove `credentials`
