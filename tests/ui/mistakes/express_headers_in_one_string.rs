use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], headers = "Content-Type, X-Request-Id")]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `headers = ["Content-Type", "X-Request-Id"]` in place of `headers = "Content-Type, X-Request-Id"`
