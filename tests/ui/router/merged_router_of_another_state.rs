use axum::Router;
use handler_cors::CorsRouter;

fn main() {
    let _: CorsRouter<u32> = CorsRouter::<u32>::new().merge(Router::<String>::new());
}

//~ where `state` is `String::new()`
//~ insert `.with_state(String::new())` before `);`
