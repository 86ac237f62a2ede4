use handler_cors::{CorsRouter, cors};
use tower_http::trace::TraceLayer;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route_layer(TraceLayer::new_for_http()).route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: what is wrong
