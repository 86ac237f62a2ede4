use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list() {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list, create);
}
