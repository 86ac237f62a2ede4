use axum::Router;
use axum::routing::get;
use handler_cors::cors;

async fn list_widgets() {}

fn main() {
    let _: Router = Router::new().route("/widgets", get(list_widgets)).layer(cors);
}

//~ before: what is wrong
//~ verdict: what is wrong
