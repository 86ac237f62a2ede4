use handler_cors::{CorsRouter, cors};

#[cors(allow_origin = "https://app.example.com".parse::<HeaderValue>().unwrap(), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `origins = ["https://app.example.com"]` in place of `allow_origin = "https://app.example.com".parse::<HeaderValue>().unwrap()`
