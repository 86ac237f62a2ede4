use handler_cors::{CorsRouter, cors};

#[cors(originPatterns = "https://*.example.com", methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `origins = ["https://*.example.com"]` in place of `originPatterns = "https://*.example.com"`
