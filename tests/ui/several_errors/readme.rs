use handler_cors::{CorsRouter, cors};

#[cors(
    origins = ["https://app.example.com/", "http://admin.example.com", "https://*.github.io"],
    methods = [GET, patch],
    headers = ["cookie"],
    credentials,
)]
async fn basket() {}

fn main() {
    let _ = CorsRouter::<()>::new().route("/basket", basket);
}
