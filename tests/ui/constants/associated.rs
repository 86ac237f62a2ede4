use handler_cors::{CorsRouter, cors};

struct Config;

impl Config {
    const APP: &str = "https://app.example.com/login";
}

#[cors(origins = [Config::APP], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ type `https://app.example.com` in place of `"https://app.example.com/login"`
