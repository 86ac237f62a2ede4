use handler_cors::CorsRouter;

mod widgets {
    use handler_cors::cors;

    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn list() {}
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", widgets::list).into();
}
