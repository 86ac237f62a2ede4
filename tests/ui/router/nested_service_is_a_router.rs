use axum::Router;
use handler_cors::CorsRouter;

fn main() {
    let _: CorsRouter = CorsRouter::new().nest_service("/assets", Router::new());
}

//~ where `path` is `"/assets"`
//~ where `router` is `Router::new()`
//~ type `.nest("/assets", Router::new())` in place of `.nest_service("/assets", Router::new())`
