use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], method = GET)]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `methods = [GET]` in place of `method = GET`
