use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], allow_methods = [Method::GET, Method::POST])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `methods` in place of `allow_methods`
