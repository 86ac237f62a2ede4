use handler_cors::{Policy, cors};
use tower_http::services::ServeDir;

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

fn main() {
    let app = axum::Router::<()>::new().nest_service("/assets", WEB.service(ServeDir::new("assets")));
    let _ = app.into_make_service();
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `handler_cors::CorsRouter` in place of `axum::Router`
