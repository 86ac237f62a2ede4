use handler_cors::{CorsRouter, cors};

#[cors(Cors::default())]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `#[cors(origins = ["https://app.example.com"], methods = [GET])]` in place of `#[cors(Cors::default())]`
