use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = ["get", "post"])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `GET` in place of `"get"`
//~ type `POST` in place of `"post"`
