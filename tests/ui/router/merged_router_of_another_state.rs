use axum::Router;
use handler_cors::CorsRouter;

fn main() {
    let _: CorsRouter<u32> = CorsRouter::<u32>::new().merge(Router::<String>::new());
}
