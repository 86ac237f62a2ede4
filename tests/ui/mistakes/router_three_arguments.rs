use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create_widget() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets, create_widget);
}

//~ before: misleads
//~ verdict: misleads
//~ because the number of arguments is checked before any trait: only the name `handler_or_tuple` is ours
