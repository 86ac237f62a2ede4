use handler_cors::{CorsRouter, cors};

const APP: &str = "https://app.example.com";

#[cors(origins = APP, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ where `NAME` is `APP`
//~ type `origins = [APP]` in place of `origins = APP`
