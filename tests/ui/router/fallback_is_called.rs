use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().fallback(list());
}

//~ where `handler` is `list`
//~ type `.fallback(list)` in place of `.fallback(list())`
