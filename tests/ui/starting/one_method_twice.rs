use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn search_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets).route("/widgets", search_widgets);
}

//~ before: what is wrong
//~ verdict: what is wrong
