use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], headers = [HeaderName::from_static("x-request-id")])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `"x-request-id"` in place of `HeaderName::from_static("x-request-id")`
