use handler_cors::{CorsRouter, cors};

#[cors(origins = "https://app.example.com,https://www.example.com", methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `origins = ["https://app.example.com", "https://www.example.com"]` in place of `origins = "https://app.example.com,https://www.example.com"`
