use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com".parse().unwrap(), "https://www.example.com".parse().unwrap()], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `"https://app.example.com"` in place of `"https://app.example.com".parse().unwrap()`
//~ type `"https://www.example.com"` in place of `"https://www.example.com".parse().unwrap()`
