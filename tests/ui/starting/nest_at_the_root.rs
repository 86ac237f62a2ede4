use axum::Router;
use handler_cors::CorsRouter;

fn main() {
    let _: CorsRouter = CorsRouter::new().nest("/", Router::new());
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `router` is `Router::new()`
//~ type `.merge(Router::new())` in place of `.nest("/", Router::new())`
