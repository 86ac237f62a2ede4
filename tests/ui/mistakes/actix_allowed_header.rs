use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], allowed_header = header::CONTENT_TYPE)]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `headers = [header::CONTENT_TYPE]` in place of `allowed_header = header::CONTENT_TYPE`
