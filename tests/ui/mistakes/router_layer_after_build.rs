use handler_cors::{CorsRouter, cors};
use tower_http::trace::TraceLayer;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets).build().layer(TraceLayer::new_for_http());
}

//~ before: what is wrong
//~ verdict: what is wrong
