use axum::extract::State;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets(State(_name): State<String>) {}

fn main() {
    let _: CorsRouter = CorsRouter::new().with_state(String::new()).route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: what is wrong
