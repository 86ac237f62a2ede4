use handler_cors::{CorsRouter, cors};

#[cors(origin = "https://app.example.com", methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `origins = ["https://app.example.com"]` in place of `origin = "https://app.example.com"`
