use handler_cors::{CorsRouter, cors};

#[cors(allowed_origin_patterns = ["https://*.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `origins` in place of `allowed_origin_patterns`
