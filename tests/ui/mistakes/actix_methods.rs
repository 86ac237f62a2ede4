use handler_cors::{CorsRouter, cors};

#[cors(allowed_origin("https://app.example.com"), allowed_methods(vec!["GET", "POST"]))]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `origins = ["https://app.example.com"]` in place of `allowed_origin("https://app.example.com")`
//~ type `methods = [GET, POST]` in place of `allowed_methods(vec!["GET", "POST"])`
