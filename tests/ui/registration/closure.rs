use handler_cors::CorsRouter;

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", || async { "[]" }).into();
}

//~ where `handler` is `|| async { "[]" }`
//~ declare `#[handler_cors::cors(origins = ["https://app.example.com"])] static POLICY: handler_cors::Policy;`
//~ type `POLICY.get(|| async { "[]" })` in place of `|| async { "[]" }`
