use axum::Router;
use axum::routing::get;
use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: Router = Router::new().route("/widgets", get(list_widgets));
}

//~ before: what is wrong
//~ verdict: what is wrong
