use handler_cors::CorsRouter;

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", ()).into();
}
