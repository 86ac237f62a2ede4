use axum::routing::get;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", get(list_widgets));
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `path` is `"/widgets"`
//~ where `handler` is `list_widgets`
//~ type `.route("/widgets", list_widgets)` in place of `.route("/widgets", get(list_widgets))`
