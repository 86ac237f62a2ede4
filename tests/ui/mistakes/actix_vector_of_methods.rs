use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = vec!["GET", "POST"])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `methods = [GET, POST]` in place of `methods = vec!["GET", "POST"]`
